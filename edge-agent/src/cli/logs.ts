import { elapsed } from '../counter/pause.ts';
import { type LogFilter, parseLogLine, passes, showLogLine } from '../log/log-line.ts';
import { tailLog } from '../log/log-tail.ts';
import { painter, type Shell } from './shell.ts';

/** How often a followed log is looked at. */
const LOOK_MS = 250;

export interface LogsWish {
  readonly dir: string;
  readonly filter: LogFilter;
  /** So many lines of the past. */
  readonly lines: number;
  readonly follow: boolean;
  /** Raw lines even for a terminal. */
  readonly raw: boolean;
}

/** Prints the agent's log: readable for a person, line for line as it is for a program. */
export async function showLogs(wish: LogsWish, shell: Shell): Promise<void> {
  const tail = tailLog(wish.dir);
  const paint = painter(shell.shown);
  const fitting = () =>
    tail.read().flatMap((text) => {
      const line = parseLogLine(text);
      if (line === undefined || !passes(line, wish.filter)) return [];
      return [`${shell.shown && !wish.raw ? showLogLine(line, paint) : text}\n`];
    });
  const past = fitting();
  shell.out(past.slice(Math.max(0, past.length - wish.lines)).join(''));
  if (!wish.follow) return;
  const ending = new AbortController();
  void shell.endAsked.then(() => ending.abort());
  while (!ending.signal.aborted) {
    await elapsed(LOOK_MS, ending.signal);
    const lines = fitting();
    if (lines.length > 0) shell.out(lines.join(''));
  }
}
