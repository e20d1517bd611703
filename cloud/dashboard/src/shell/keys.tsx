'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** The second key of `g t` must follow within this time. */
const PAIR_MS = 1200;

/** `g` then a letter of `goes` opens its page, `?` helps, `t` opens the figures of a chart, `n` shows rows that wait. */
export function Keys({ goes }: { readonly goes: Readonly<Record<string, string>> }) {
  const router = useRouter();
  useEffect(() => {
    let gAt = Number.NEGATIVE_INFINITY;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const path = event.timeStamp - gAt < PAIR_MS ? goes[event.key] : undefined;
      gAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
      if (path !== undefined) return router.push(path);
      if (event.key === '?') document.querySelector<HTMLElement>('[data-opens]')?.click();
      if (event.key === 't') toggleFigures();
      if (event.key === 'n') document.querySelector<HTMLElement>('[data-fresh]')?.click();
    };
    const click = (event: MouseEvent) => {
      const opener = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-opens]') : null;
      const dialog = document.getElementById(opener?.dataset['opens'] ?? '');
      if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    };
    document.addEventListener('keydown', press);
    document.addEventListener('click', click);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('click', click);
    };
  }, [router, goes]);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'SELECT', 'TEXTAREA'].includes(target.tagName))
  );
}

function toggleFigures(): void {
  const tables = [...document.querySelectorAll<HTMLDetailsElement>('details[data-figures]')];
  const open = tables.some((table) => !table.open);
  for (const table of tables) table.open = open;
}
