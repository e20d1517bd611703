import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aFact, MACHINE, openAt } from '../delivery/testing/shop.ts';
import type { NewFact } from './journal.ts';
import { openDatabase } from './open-database.ts';
import { chainOf, openDesk, write } from './testing/desk.ts';

const desk = openDesk();

describe('writing', () => {
  test('facts are numbered, chained and hashed, and read back byte for byte', () => {
    desk.life((open) => {
      const [one, two] = open.appendAll([aFact('one'), aFact('two')]);
      expect([one?.sequence, two?.sequence]).toEqual([1, 2]);
      expect(chainOf(open, open.live().epoch)).toEqual([true, true]);
      expect(createHash('sha256').update(open.live().header).digest('hex')).toBe(open.live().headerHash);
    });
  });

  test('the same epoch goes on after a clean end, with a higher start', () => {
    const first = desk.life((open) => ({ ...write(3)(open), start: open.start }));
    desk.life((open) => {
      expect(open.live()).toMatchObject({ epoch: first.epoch, last: 3, lastHash: first.lastHash });
      expect(open.began).toBeUndefined();
      expect(open.start.number).toBe(first.start.number + 1);
      expect(open.start.nonce).not.toBe(first.start.nonce);
    });
  });

  test('several facts stand or fall together', () => {
    desk.life((open) => {
      const tooBig = aFact('x'.repeat(70_000));
      expect(() => open.appendAll([aFact('one'), tooBig])).toThrow('journal.fact-too-big');
      expect(open.live().last).toBe(0);
      expect(open.append(aFact('next')).sequence).toBe(1);
    });
  });

  test('a listener hears of each commit, after it', () => {
    desk.life((open) => {
      const heard: number[] = [];
      const stop = open.onAppend(() => heard.push(open.live().last));
      write(2)(open);
      stop();
      write(1)(open);
      expect(heard).toEqual([1, 2]);
    });
  });

  test('every commit syncs: FULL is set and read back at the first open, after DDL, and at each reopen', () => {
    for (const existed of [false, true, true]) {
      const db = openDatabase(desk.file('durable.sqlite'), existed, true);
      expect(db.pragma('synchronous', { simple: true })).toBe(2);
      expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
      db.close();
    }
  });

  test('a database that cannot promise it is refused', () => {
    expect(() => openDatabase(':memory:', false, true)).toThrow('journal.not-durable');
  });
});

describe('one process', () => {
  test('a second one is refused by name, and may have the journal when the first is gone', () => {
    const first = openAt(desk.dir());
    expect(() => openAt(desk.dir())).toThrow('journal.locked');
    first.close();
    openAt(desk.dir()).close();
  });

  test('a folder nobody may write to is named as such', () => {
    writeFileSync(desk.file('plain'), '');
    expect(() => openAt(join(desk.dir(), 'plain'))).toThrow();
  });
});

describe('operations', () => {
  const operation = (n: number) => `01890000-0000-7000-8000-00000000010${n}`;
  const at = { occurredAt: '2026-11-20T07:21:03.112Z', businessDate: '2026-11-20', clockOk: true };
  const intent = (n: number): NewFact => ({
    kind: 'operation.intended',
    body: { machine: MACHINE, operation: operation(n), kind: 'sale', currency: 'THB', amountMinor: 100 },
    ...at,
  });
  const outcome = (n: number): NewFact => ({
    kind: 'cash.transaction',
    body: {
      machine: MACHINE,
      operation: operation(n),
      kind: 'sale',
      outcome: 'cancelled',
      currency: 'THB',
      amountMinor: 100,
      inMinor: 0,
      outMinor: 0,
      owedMinor: 0,
      lines: [],
      steps: [],
    },
    ...at,
  });

  test('an intent without an outcome is open, also after a restart; its outcome closes it', () => {
    desk.life((open) => open.appendAll([intent(1), intent(2), outcome(2)]));
    desk.life((open) => {
      expect(open.openOperations()).toMatchObject([
        { operation: operation(1), amountMinor: 100, ...{ occurredAt: at.occurredAt } },
      ]);
      open.append(outcome(1));
      expect(open.openOperations()).toEqual([]);
    });
  });

  test('an operation is found by its id with how it ended, for ever', () => {
    desk.life((open) => open.appendAll([intent(1), intent(2), outcome(2)]));
    desk.life((open) => {
      expect(open.findOperation(operation(2))).toMatchObject({ open: false, ended: { outcome: 'cancelled' } });
      expect(open.findOperation(operation(1))).toMatchObject({
        open: true,
        ended: undefined,
        intended: { amountMinor: 100 },
      });
      expect(open.findOperation(operation(3))).toBeUndefined();
    });
  });

  test('what waits for a person is found again after a restart, until a recount names it', () => {
    const unsettled = (n: number, over: object): NewFact => ({
      ...at,
      ...outcome(n),
      body: { ...outcome(n).body, ...over },
    });
    const gap: NewFact = {
      ...at,
      kind: 'agent.event',
      body: { code: 'stock_gap', case: operation(9), machine: MACHINE, currency: 'THB', lines: [] },
    };
    desk.life((open) =>
      open.appendAll([
        unsettled(1, { outcome: 'unknown', operator: '"outcome":"completed"' }),
        outcome(2),
        unsettled(3, { outcome: 'partial', owedMinor: 5, reference: 'R"3' }),
        { ...unsettled(4, { outcome: 'refused', reference: '"outcome":"unknown"' }) },
        gap,
        aFact('no case'),
      ]),
    );
    const names = (facts: readonly { body: object }[]) =>
      facts.map(({ body }) => ('operation' in body ? body.operation : 'case' in body ? body.case : undefined));
    desk.life((open) => {
      expect(names(open.openCases())).toEqual([operation(1), operation(3), operation(9)]);
      const figures = { currency: 'THB', counted: [], expected: [], reported: [] };
      const cases = [operation(1), operation(9)];
      open.append({
        ...at,
        kind: 'cash.recount',
        body: { machine: MACHINE, operation: operation(5), cases, ...figures },
      });
      expect(names(open.openCases())).toEqual([operation(3)]);
    });
    desk.life((open) => expect(names(open.openCases())).toEqual([operation(3)]));
  });

  test('an open intent is not pruned, nor anything behind it', () => {
    desk.life((open) => {
      const old = '2026-01-01T00:00:00.000Z';
      open.appendAll([aFact('a', old), { ...intent(1), occurredAt: old }, aFact('b', old)]);
      open.acknowledge(open.live().epoch, 3, open.live().lastHash);
      open.tend(Date.now());
      expect(open.live().prunedTo).toBe(1);
      open.append({ ...outcome(1), occurredAt: old });
      open.tend(Date.now());
      expect(open.live().prunedTo).toBe(3);
    });
  });
});

describe('forgetting', () => {
  const old = '2026-01-01T00:00:00.000Z';

  test('only what is in custody and older than the retention loses its bytes; no hash is ever lost', () => {
    desk.life((open) => {
      open.appendAll([aFact('a', old), aFact('b', old), aFact('c'), aFact('d', old)]);
      const { epoch } = open.live();
      open.tend(Date.now());
      expect(open.live().prunedTo).toBe(0);
      open.acknowledge(epoch, 4, open.live().lastHash);
      open.tend(Date.now());
      expect(open.linesFrom(epoch, 1, 9).map(({ bytes, hash }) => [bytes === null, hash.length])).toEqual([
        [true, 64],
        [true, 64],
        [false, 64],
        [false, 64],
      ]);
    });
  });

  test('of a left epoch nothing is forgotten before the cloud holds it', () => {
    desk.life((open) => {
      open.appendAll([aFact('a', old)]);
      const { epoch, lastHash } = open.live();
      open.acknowledge(epoch, 1, lastHash);
      open.leave('fork');
      open.tend(Date.now());
      expect(open.linesFrom(epoch, 1, 1)[0]?.bytes).not.toBeNull();
      open.hold(epoch, true);
      open.tend(Date.now());
      expect(open.linesFrom(epoch, 1, 1)[0]?.bytes).toBeNull();
    });
  });

  test('a line that was edited is not forgotten; the epoch is left', () => {
    desk.life((open) => {
      open.appendAll([aFact('a', old), aFact('b', old)]);
      const { epoch, lastHash } = open.live();
      open.acknowledge(epoch, 2, lastHash);
      desk.edit(
        `update fact set bytes = cast(replace(cast(bytes as text), '"a"', '"z"') as blob) where place % 1099511627776 = 1`,
      );
      open.tend(Date.now());
      expect(open.live().epoch).not.toBe(epoch);
      expect(JSON.parse(open.live().header)).toMatchObject({ reason: 'edited', parent: { epoch, sequence: 2 } });
      expect(open.linesFrom(epoch, 1, 1)[0]?.bytes).not.toBeNull();
    });
  });
});
