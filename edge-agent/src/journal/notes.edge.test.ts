import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { aFact } from '../delivery/testing/shop.ts';
import { details, openDesk } from './testing/desk.ts';

const desk = openDesk();

test('a note stands or falls with the facts of its commit, and is there after a restart', () => {
  desk.life((open) => {
    open.appendAll([aFact('one')], [{ name: 'shift', value: 'open' }]);
    const tooBig = aFact('x'.repeat(70_000));
    expect(() => open.appendAll([aFact('two'), tooBig], [{ name: 'shift', value: 'closed' }])).toThrow();
    expect(open.readNote('shift')).toBe('open');
  });
  desk.life((open) => {
    expect(open.readNote('shift')).toBe('open');
    open.writeNotes([
      { name: 'shift', value: null },
      { name: 'other', value: '1' },
    ]);
    expect([open.readNote('shift'), open.readNote('other')]).toEqual([undefined, '1']);
    expect(open.live().last).toBe(1);
  });
});

test('notes come along when a damaged journal is set aside', () => {
  desk.life((open) => {
    for (let n = 0; n < 300; n++) open.append(aFact(`fact ${n}`));
    open.writeNotes([{ name: 'closing', value: '41' }]);
  });
  const file = desk.file('journal.sqlite');
  const db = new Database(file);
  const page = Number(db.pragma('page_size', { simple: true }));
  const root = db
    .prepare<[], { page: number }>("select rootpage as page from sqlite_schema where name = 'set_aside'")
    .get();
  db.close();
  const bytes = Buffer.alloc(page, 0x5a);
  const handle = readFileSync(file);
  bytes.copy(handle, ((root?.page ?? 1) - 1) * page);
  writeFileSync(file, handle);
  desk.life((open) => {
    expect(open.began).toBe('damaged');
    expect(open.readNote('closing')).toBe('41');
    expect(details(open)).toHaveLength(300);
  });
  expect(readdirSync(desk.dir()).length).toBeGreaterThan(2);
});

test('a journal from before notes goes on, and learns to keep them', () => {
  desk.life((open) => open.append(aFact('one')));
  const db = new Database(desk.file('journal.sqlite'));
  db.exec('drop table note');
  db.pragma('user_version = 1');
  db.close();
  desk.life((open) => {
    expect(open.began).toBeUndefined();
    open.writeNotes([{ name: 'a', value: 'b' }]);
    expect(open.readNote('a')).toBe('b');
  });
});
