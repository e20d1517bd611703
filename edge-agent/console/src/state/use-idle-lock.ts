import { useEffect } from 'react';
import type { ConsoleState, ShopConsole } from './shop-console.ts';

/** A counter that nobody touches for so long asks for the PIN again; the agent's own limit may be shorter. */
export const LOCK_AFTER_MS = 180_000;
const TOUCHES = ['pointerdown', 'keydown'] as const;

/** Locks an untouched console; never in the middle of an operation, whose outcome somebody waits for. */
export function useIdleLock(shop: ShopConsole, { session, open, ended }: ConsoleState): void {
  const busy = open !== undefined || ended !== undefined;
  const idleMs = Math.min(session?.idleMs ?? LOCK_AFTER_MS, LOCK_AFTER_MS);
  const signedIn = session !== undefined;
  useEffect(() => {
    if (!signedIn || busy) return;
    let timer = 0;
    const touched = () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => shop.lock('idle'), idleMs);
    };
    touched();
    for (const touch of TOUCHES) window.addEventListener(touch, touched);
    return () => {
      window.clearTimeout(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, touched);
    };
  }, [shop, signedIn, busy, idleMs]);
}
