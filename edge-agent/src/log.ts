import { pino } from 'pino';
import { redact } from './redact.ts';

/** One line per event: a short name and fields. Secrets are taken out on the way, wherever they hide. */
export interface Log {
  debug(event: string, fields?: Readonly<Record<string, unknown>>): void;
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
  /** A log that puts these fields on each of its lines. */
  child(fields: Readonly<Record<string, unknown>>): Log;
}

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  /** Takes one JSON line with its line end. */
  readonly write: (line: string) => void;
}

/** Structured log over pino. Never throws; fields may hold errors. */
export function createLog(options: LogOptions): Log {
  const root = pino(
    { level: options.level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' },
    { write: options.write },
  );
  return wrap(root);
}

/** A log that says nothing, for tests and commands that print their own answer. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, child: () => silentLog };

type Sink = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error' | 'child'>;

function wrap(sink: Sink): Log {
  const put =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}) =>
      sink[level](redact(fields), String(redact(event)));
  return {
    debug: put('debug'),
    info: put('info'),
    warn: put('warn'),
    error: put('error'),
    child: (fields) => wrap(sink.child(redact(fields) as Record<string, unknown>)),
  };
}
