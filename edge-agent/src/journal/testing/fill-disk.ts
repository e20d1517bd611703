import { readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../delivery/rules.ts';
import { aFact, openAt } from '../../delivery/testing/shop.ts';
import type { Journal, JournalEvent } from '../journal.ts';

const STDOUT = 1;
const AFTER_FULL = 200;
const FILLER_BYTES = 65_536;
const BALLAST_BYTES = 524_288;
const RESTARTS = 4;

/**
 * Fills the disk below the journal with something else and goes on selling, until nothing fits any more when asked to.
 * Dies there without a goodbye, or clears the disk. Prints what happened as one JSON line. Takes the folder, whether
 * with or without a reserve, and how far to go: sell, stop, die, restart (again and again on a disk that stays full).
 */
process.stdin.once('data', (text: Buffer) => {
  const [dir = '', reserve = '', until = 'sell'] = text.toString('utf8').trim().split('\n');
  const open = () => openAt(dir, { ballastBytes: BALLAST_BYTES, rules: { ...ALL_RULES, ballast: reserve === 'with' } });
  let journal = open();
  const events: string[] = [];
  listen(journal, events);
  journal.append(aFact('before'));
  fillUp(dir);
  let written = sell(journal, AFTER_FULL);
  const full = journal.disk();
  const { epoch, last } = journal.live();
  if (until === 'sell') {
    journal.acknowledge(epoch, last, journal.hashAt(epoch, last) ?? '');
    journal.tend(Date.now());
  } else {
    written += sellOut(journal, dir);
  }
  const stopped = journal.disk();
  if (until === 'die') {
    journal.close();
    clear(dir, 8);
    journal = open();
    events.push('again');
    listen(journal, events);
    journal.append(aFact('again'));
  }
  const starts: number[] = [];
  for (let again = 0; until === 'restart' && again < RESTARTS; again++) {
    journal.close();
    fillUp(dir, `again-${again}-`);
    journal = open();
    starts.push(journal.start.number);
    sellOut(journal, dir);
  }
  const later = journal.disk();
  if (until !== 'sell') {
    clear(dir);
    journal.lookAtDisk();
  }
  const after = journal.disk();
  const { acked, last: all } = journal.live();
  const told = [...journal.newestFacts()].map((fact) => fact.body).filter((body) => 'since' in body);
  writeSync(
    STDOUT,
    `${JSON.stringify({ written, events, full, stopped, later, after, last: all, acked, told, starts })}\n`,
  );
  journal.close();
  process.exitCode = 0;
  process.stdin.destroy();
});

/** As the agent does: what the journal says of the disk becomes a fact, if it fits. */
function listen(journal: Journal, events: string[]): void {
  journal.onEvent((event: JournalEvent) => {
    events.push(event.code === 'disk' ? event.disk.state : event.code);
    if (event.code !== 'disk_full' && event.code !== 'disk_ok') return;
    const { code, since } = event;
    journal.append({ ...aFact('x'), kind: 'agent.event', body: { code, since } });
  });
}

function sell(journal: Journal, many: number): number {
  for (let count = 0; count < many; count++) journal.append(aFact(`after ${count}`));
  return many;
}

/** Sells until nothing fits, whatever is given up. */
function sellOut(journal: Journal, dir: string): number {
  fillUp(dir);
  for (let count = 0; ; count++) {
    try {
      journal.append(aFact(`last ${count}`));
    } catch {
      return count;
    }
  }
}

function fillUp(dir: string, name = 'filler-'): void {
  for (let file = 0, room = true; room; file++) room = fill(join(dir, `${name}${file}`));
}

/** Gives room back: so many files of it, or all. */
function clear(dir: string, files = 1_000): void {
  for (let file = 0; file < files; file++) rmSync(join(dir, `filler-${file}`), { force: true });
  for (const name of readdirSync(dir)) if (name.startsWith('again-')) rmSync(join(dir, name));
}

function fill(path: string): boolean {
  try {
    writeFileSync(path, Buffer.alloc(FILLER_BYTES, 1), { flush: true });
    return true;
  } catch {
    return false;
  }
}
