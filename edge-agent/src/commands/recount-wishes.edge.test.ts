import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MACHINE, newFolder, openAt, removeFolder } from '../delivery/testing/shop.ts';
import { openRecountWishes } from './recount-wishes.ts';

let dir: string;
beforeEach(() => {
  dir = newFolder();
});
afterEach(() => removeFolder(dir));

const OTHER = '01890000-0000-7000-8000-000000000003';
const recountOf = (machine: string, occurredAt: string) => ({
  kind: 'cash.recount' as const,
  body: {
    machine,
    operation: '01890000-0000-7000-8000-0000000000c1',
    currency: 'THB',
    cases: [],
    counted: [],
    expected: [],
    reported: [],
  },
  occurredAt,
  businessDate: occurredAt.slice(0, 10),
  clockOk: true,
});

describe('a count that the office asks for', () => {
  it('waits over a restart until that machine was counted, and for no other', () => {
    const first = openAt(dir);
    openRecountWishes(first).ask([MACHINE, OTHER], '2026-11-20T08:00:00.000Z');
    first.close();
    const journal = openAt(dir);
    const wishes = openRecountWishes(journal);
    expect([wishes.askedAt(MACHINE), wishes.askedAt(OTHER)]).toEqual([
      '2026-11-20T08:00:00.000Z',
      '2026-11-20T08:00:00.000Z',
    ]);
    journal.append(recountOf(MACHINE, '2026-11-20T07:59:00.000Z'));
    expect(wishes.askedAt(MACHINE)).toBeDefined();
    journal.append(recountOf(MACHINE, '2026-11-20T08:10:00.000Z'));
    expect([wishes.askedAt(MACHINE), wishes.askedAt(OTHER)]).toEqual([undefined, '2026-11-20T08:00:00.000Z']);
    journal.close();
  });
});
