import type { LiveMessage } from '@tillbridge/shared/live';
import { reconnectWaitMs } from './back-off.ts';
import { foldLive, LIVE_EMPTY, type LiveState } from './fold.ts';

export type LiveStatus = 'connecting' | 'live' | 'stale' | 'ended';

export interface LiveView extends LiveState {
  readonly status: LiveStatus;
  /** Last message of any kind, milliseconds of the browser's clock; null before the first. */
  readonly heardAtMs: number | null;
  /** Server clock minus browser clock, so that ages do not depend on the PC's setting. */
  readonly clockOffsetMs: number;
}

/** What the client needs of a WebSocket; a test hands in a small object that behaves. */
export interface LiveSocket {
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  close(): void;
}

export type EndReason = 'signed_out' | 'switched' | 'forbidden';

export interface LiveOptions {
  readonly connect: () => LiveSocket;
  readonly staleMs: number;
  readonly nowMs: () => number;
  readonly random: () => number;
  readonly setTimer: (run: () => void, ms: number) => () => void;
  /** Called with each message before it is folded in. */
  readonly onMessage?: (message: LiveMessage) => void;
  /**
   * Called before the next try when a socket closed without a word: a browser does not tell a refused handshake from a
   * cloud that is away, and a token that ran out must be renewed before any try can succeed. May reject.
   */
  readonly renew?: () => Promise<unknown>;
  /** The cloud says that the session is over or went on in another organization, or that its rights changed. */
  readonly onEnded?: (reason: EndReason) => void;
}

export interface LiveClient {
  view(): LiveView;
  subscribe(listener: () => void): () => void;
  /** Folds in what a page fetched by itself. */
  take(message: LiveMessage): void;
  start(): void;
  stop(): void;
}

const EMPTY: LiveView = { ...LIVE_EMPTY, status: 'connecting', heardAtMs: null, clockOffsetMs: 0 };

/**
 * One WebSocket for all pages: snapshot on connect, then absolute values. It says `stale` after `staleMs` without a
 * word, reconnects with full jitter, and keeps the last figures meanwhile: old, never zero.
 */
export function makeLiveClient(options: LiveOptions): LiveClient {
  let view = EMPTY;
  let socket: LiveSocket | null = null;
  let attempt = 0;
  let stopped = true;
  const stale = makeAlarm(options.setTimer);
  const watch = makeAlarm(options.setTimer);
  const again = makeAlarm(options.setTimer);
  const listeners = new Set<() => void>();

  const change = (next: Partial<LiveView>) => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  const armStale = () => stale.set(() => change({ status: 'stale' }), options.staleMs);
  /** A socket that stays open without a word is as good as closed. */
  const armWatch = () =>
    watch.set(() => {
      drop();
      retry(true);
    }, options.staleMs);
  const drop = () => {
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
    socket = null;
  };
  const retry = (wasHeard: boolean) => {
    if (!stopped) again.set(wasHeard ? open : renewAndOpen, reconnectWaitMs(attempt++, options.random()));
  };
  const renewAndOpen = async () => {
    // A renewal that hangs is as good as a socket without a word: the watch goes on without it.
    armWatch();
    await options.renew?.().catch(() => undefined);
    if (!stopped && socket === null) open();
  };
  const end = (reason: EndReason) => {
    stop();
    change({ status: 'ended' });
    options.onEnded?.(reason);
  };
  const hear = (message: LiveMessage) => {
    if (message.type === 'bye' && message.reason !== 'restart') return end(message.reason);
    options.onMessage?.(message);
    attempt = 0;
    const nowMs = options.nowMs();
    const clock = serverTime(message);
    const offset = clock === null ? {} : { clockOffsetMs: Date.parse(clock) - nowMs };
    change({ ...foldLive(view, message), ...offset, status: 'live', heardAtMs: nowMs });
    armStale();
    armWatch();
  };
  function open() {
    drop();
    socket = options.connect();
    armWatch();
    hearSocket(socket, hear, (wasHeard) => {
      socket = null;
      watch.clear();
      if (view.status === 'live') change({ status: 'connecting' });
      retry(wasHeard);
    });
  }
  function stop() {
    stopped = true;
    for (const alarm of [stale, watch, again]) alarm.clear();
    drop();
  }
  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    take: (message) => change(foldLive(view, message)),
    start() {
      if (!stopped) return;
      stopped = false;
      armStale();
      open();
    },
    stop,
  };
}

/** Hands on each message that we know, and tells at the end whether there was any word at all. */
function hearSocket(socket: LiveSocket, hear: (message: LiveMessage) => void, closed: (wasHeard: boolean) => void) {
  let wasHeard = false;
  socket.onmessage = (event) => {
    wasHeard = true;
    const message = readMessage(event.data);
    if (message !== null) hear(message);
  };
  socket.onclose = () => closed(wasHeard);
}

/** One timer that a new setting replaces. */
function makeAlarm(setTimer: LiveOptions['setTimer']) {
  let clear = () => {};
  return {
    set(run: () => void, ms: number) {
      clear();
      clear = setTimer(run, ms);
    },
    clear: () => clear(),
  };
}

const TYPES: readonly string[] = ['snapshot', 'shop', 'beat', 'bye'] satisfies readonly LiveMessage['type'][];

/** Same origin and same deployment as this page, so the shape is trusted once the type is one we know. */
function readMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('type' in message)) return null;
    return TYPES.includes(String(message.type)) ? (message as LiveMessage) : null;
  } catch {
    return null;
  }
}

function serverTime(message: LiveMessage): string | null {
  if (message.type === 'beat') return message.at;
  if (message.type === 'shop') return message.sentAt;
  return message.type === 'snapshot' ? message.today.asOf : null;
}
