import type { Paint } from '../cli/shell.ts';

export const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type Level = (typeof LEVELS)[number];

const LEVEL_NUMBERS: Readonly<Record<Level, number>> = { debug: 20, info: 30, warn: 40, error: 50 };
const COLOURS = { debug: 'dim', info: 'green', warn: 'yellow', error: 'red' } as const;
const LEVEL_WIDTH = 5;
const PART_WIDTH = 9;
const FIELDS_SHOWN_MAX = 300;

export interface LogLine {
  readonly level: number;
  readonly time: string;
  readonly event: string;
  /** Which part of the agent speaks; `agent` for the process itself. */
  readonly part: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface LogFilter {
  readonly level?: Level;
  readonly part?: string;
  /** Milliseconds since 1970. */
  readonly sinceMs?: number;
}

/** Reads a line of the log; undefined for one that was torn by a crash or is not ours. */
export function parseLogLine(text: string): LogLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { level, time, event, part = 'agent', ...fields } = value as Readonly<Record<string, unknown>>;
  if (typeof level !== 'number' || typeof time !== 'string' || typeof event !== 'string') return undefined;
  return { level, time, event, part: String(part), fields };
}

export function passes(line: LogLine, { level, part, sinceMs }: LogFilter): boolean {
  if (level !== undefined && line.level < LEVEL_NUMBERS[level]) return false;
  if (part !== undefined && line.part !== part) return false;
  return sinceMs === undefined || Date.parse(line.time) >= sinceMs;
}

/** One line for a person: time of this PC, level, part, event, and what belongs to it. */
export function showLogLine(line: LogLine, paint: Paint): string {
  const level = nameOf(line.level);
  const fields = Object.entries(line.fields).map(([name, value]) => `${name}=${shown(value)}`);
  const more = fields.join(' ').slice(0, FIELDS_SHOWN_MAX);
  const head = `${paint('dim', localTime(line.time))} ${paint(COLOURS[level], level.toUpperCase().padEnd(LEVEL_WIDTH))}`;
  return `${head} ${line.part.padEnd(PART_WIDTH)} ${line.event}${more === '' ? '' : ` ${paint('dim', more)}`}`;
}

/** `15m`, `2h`, `3d` before now, or an instant; undefined for anything else. */
export function sinceMsOf(text: string, nowMs: number): number | undefined {
  const [, many, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (many !== undefined)
    return nowMs - Number(many) * { s: 1e3, m: 6e4, h: 36e5, d: 864e5 }[unit as 's' | 'm' | 'h' | 'd'];
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function nameOf(level: number): Level {
  return [...LEVELS].reverse().find((name) => LEVEL_NUMBERS[name] <= level) ?? 'debug';
}

/** Of an error its code or name: the rest is in the raw line. */
function shown(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('code' in value || 'name' in value) return String('code' in value ? value.code : value.name);
  return JSON.stringify(value);
}

function localTime(time: string): string {
  const at = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
