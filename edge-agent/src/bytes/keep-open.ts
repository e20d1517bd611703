import { type BackOff, backOffMs, REOPEN_BACK_OFF } from './back-off.ts';
import type { BytePort, OpenBytePort } from './byte-port.ts';

export interface KeptPortOptions {
  readonly open: OpenBytePort;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called when the link comes up and when it goes down; `reason` only when down. */
  readonly onLink: (up: boolean, reason?: string) => void;
  /** Runs `run` once after `ms`; the answer calls it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  readonly random?: () => number;
  readonly backOff?: BackOff;
}

/** A port that is opened again for as long as it is wanted. */
export interface KeptPort {
  start(): void;
  /** False when the link is down. */
  write(bytes: Uint8Array): boolean;
  up(): boolean;
  stop(): Promise<void>;
}

/** Opens the port and, whenever it is lost, opens it again with full-jitter back-off. */
export function keepOpen(options: KeptPortOptions): KeptPort {
  const { open, after, random = Math.random, backOff = REOPEN_BACK_OFF } = options;
  let port: BytePort | undefined;
  let ready = true;
  let wanted = false;
  let attempt = 0;
  let callOff = () => {};
  let told = false;
  let opening: Promise<void> = Promise.resolve();

  function tell(reason?: string): void {
    const up = port !== undefined && ready;
    if (up === told) return;
    told = up;
    options.onLink(up, reason);
  }

  function again(): void {
    if (!wanted) return;
    callOff = after(backOffMs(attempt++, random(), backOff), () => {
      opening = attemptOpen();
    });
  }

  async function attemptOpen(): Promise<void> {
    let lost: string | undefined;
    let mine: BytePort | undefined;
    try {
      mine = await open({
        onBytes: (bytes) => options.onBytes(bytes),
        onClosed: (reason) => {
          lost = reason;
          if (mine === undefined || port !== mine) return;
          port = undefined;
          tell(reason);
          again();
        },
        onReady: (now) => {
          ready = now;
          tell(now ? undefined : 'the machine is switched off or unplugged');
        },
      });
    } catch {
      return again();
    }
    if (lost !== undefined) return again();
    if (!wanted) return mine.close();
    port = mine;
    ready = true;
    attempt = 0;
    tell();
  }

  return {
    start() {
      if (wanted) return;
      wanted = true;
      opening = attemptOpen();
    },
    write: (bytes) => port?.write(bytes) ?? false,
    up: () => port !== undefined && ready,
    async stop() {
      wanted = false;
      callOff();
      await opening;
      const mine = port;
      port = undefined;
      await mine?.close();
      tell('closed');
    },
  };
}
