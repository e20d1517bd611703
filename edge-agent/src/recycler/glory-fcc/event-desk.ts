import type { StatusBoard } from '../glory-300/status-board.ts';
import type { Echoes } from './echoes.ts';
import { listenEvents } from './listen-events.ts';
import { parseEvent } from './parse-answer.ts';
import { DEVICE_EVENTS } from './show-status.ts';

/** The agent's end of the event line: cuts, reads, drops what was heard before, and passes the rest on. */
export interface EventDesk {
  readonly port: number;
  connected(): boolean;
  /** How often the machine hung up. */
  breaks(): number;
  stop(): Promise<void>;
}

export interface EventDeskOptions {
  readonly listen: string;
  readonly port: number;
  readonly url: URL;
  readonly echoes: Echoes;
  readonly board: StatusBoard;
  readonly onText: (text: string) => void;
  readonly onStatus: (code: number, amount: number | undefined) => void;
  readonly onGone: () => void;
  readonly onNoise: () => void;
}

/** A machine has a dozen devices; more names than this are noise. */
const DEVICES_MAX = 64;

/** Rejects with the system's error when the port is taken. */
export async function openEventDesk(options: EventDeskOptions): Promise<EventDesk> {
  const { listen, port, url, onText, onGone, onNoise } = options;
  let breaks = 0;
  let stopped = false;
  const devicesOut = new Map<string, Set<number>>();

  function hear(text: string): void {
    onText(text);
    const event = parseEvent(text);
    if ('mistake' in event) {
      onNoise();
      return;
    }
    options.board.clear('machine.unknown-byte');
    if (event.kind === 'status') options.onStatus(event.status, event.amount);
    else if (event.kind === 'answer') options.echoes.heard(event.answer);
    else if (event.kind === 'device') device(event.device, event.name);
  }

  /** A fault holds as long as one device has it; told twice it is raised once. */
  function device(id: number, name: string): void {
    const known = Object.hasOwn(DEVICE_EVENTS, name) ? DEVICE_EVENTS[name] : undefined;
    if (known === undefined) return;
    const out = devicesOut.get(known.fault) ?? new Set();
    devicesOut.set(known.fault, out);
    if (!known.raised) out.delete(id);
    else if (out.size < DEVICES_MAX) out.add(id);
    if (out.size > 0) options.board.raise(known.fault);
    else options.board.clear(known.fault);
  }

  const listener = await listenEvents({
    host: listen,
    port,
    ...(isAddress(url.hostname) ? { from: url.hostname } : {}),
    onBytes: () => undefined,
    onHeard: (heard) => (heard.kind === 'message' ? hear(heard.text) : onNoise()),
    onConnected: (connected) => {
      if (connected || stopped) return;
      breaks += 1;
      onGone();
    },
  });
  return {
    port: listener.port,
    connected: () => listener.connected(),
    breaks: () => breaks,
    stop() {
      stopped = true;
      return listener.stop();
    },
  };
}

const isAddress = (host: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(host);
