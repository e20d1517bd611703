import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { aFact, openAt } from '../delivery/testing/shop.ts';
import { inspectJournal } from './inspect-journal.ts';
import { edgeMigrations, JOURNAL_VERSION, type Migration } from './migrations.ts';
import { bringForward, readSchemaVersion } from './schema-version.ts';
import { chainOf, details, openDesk, write } from './testing/desk.ts';

const desk = openDesk();
const N = JOURNAL_VERSION.version;
/** What the next version could bring: a table, a column that old statements do not name, an index, a row of its own. */
const NEXT = `create table weighing (one integer primary key, grams integer not null) strict;
alter table fact add column weighed integer;
create index fact_weighed on fact (weighed) where weighed is not null;
insert into weighing (one, grams) values (1, 4711);`;

/** The journal as the agent of the next version leaves it. */
function byTheNextVersion<T>(step: Migration, work: (db: Database.Database) => T): T {
  const db = new Database(desk.file('journal.sqlite'));
  try {
    bringForward(db, [...edgeMigrations(), step]);
    return work(db);
  } finally {
    db.close();
  }
}
const readable = { sql: NEXT, readableFrom: N };
const sumOf = (name: string) =>
  createHash('sha256')
    .update(readFileSync(desk.file(name)))
    .digest('hex');

describe('a journal of the next version', () => {
  test('is opened by this one, which goes on writing, acknowledging and noting in it, and leaves the version alone', () => {
    desk.life(write(3, 'before'));
    byTheNextVersion(readable, (db) => expect(readSchemaVersion(db)).toEqual({ version: N + 1, readableFrom: N }));
    desk.life((open) => {
      expect(open.began).toBeUndefined();
      const { epoch } = write(2, 'back')(open);
      open.acknowledge(epoch, 4, open.hashAt(epoch, 4) ?? '');
      open.writeNotes([{ name: 'shift', value: 'open' }]);
      expect(open.pending()).toBe(1);
      expect(chainOf(open, epoch).every(Boolean)).toBe(true);
    });
    byTheNextVersion(readable, (db) => {
      expect(readSchemaVersion(db)).toEqual({ version: N + 1, readableFrom: N });
      expect(db.prepare('select grams from weighing').get()).toEqual({ grams: 4711 });
    });
    desk.life((open) => {
      expect(details(open)).toEqual(['before 1', 'before 2', 'before 3', 'back 1', 'back 2']);
      expect(open.readNote('shift')).toBe('open');
    });
  });

  test('with kinds of facts that this one does not know is read past them, and they keep their places', () => {
    desk.life((open) => {
      open.append({ ...aFact('weighed'), kind: 'weighing.taken' as 'agent.event' });
      write(1, 'after')(open);
    });
    byTheNextVersion(readable, () => undefined);
    desk.life((open) => {
      expect(open.began).toBeUndefined();
      expect(details(open)).toEqual(['weighed', 'after 1']);
      expect(chainOf(open, open.live().epoch)).toEqual([true, true]);
    });
  });

  test('that this one may not write is refused with what to do, and not a byte of it is changed or set aside', () => {
    desk.life(write(2));
    byTheNextVersion({ sql: NEXT, readableFrom: N + 1 }, () => undefined);
    const before = sumOf('journal.sqlite');
    expect(() => openAt(desk.dir())).toThrow(
      expect.objectContaining({ code: 'journal.newer', extra: { version: N + 1, readableFrom: N + 1, known: N } }),
    );
    expect(sumOf('journal.sqlite')).toBe(before);
    expect(inspectJournal(desk.dir())).toMatchObject({ state: 'newer' });
  });

  test('without a word on who may write it is for its own version alone', () => {
    desk.life(write(1));
    const db = new Database(desk.file('journal.sqlite'));
    db.pragma(`user_version = ${N + 1}`);
    db.pragma('application_id = 0');
    db.close();
    expect(() => openAt(desk.dir())).toThrow('journal.newer');
  });

  test('that the doctor looks at is whole, as long as this one may write it', () => {
    desk.life(write(1));
    byTheNextVersion(readable, () => undefined);
    expect(inspectJournal(desk.dir())).toMatchObject({ state: 'whole', counts: { last: 1 } });
  });
});

describe('a migration of the journal', () => {
  /** What the code of the version before could not live with: anything that takes away, renames, or demands. */
  const TAKES = /\b(drop|rename|delete|update|replace|trigger)\b|add column [^,;]*not null(?![^,;]*default)/i;
  const withoutComments = (sql: string) => sql.replace(/--.*$/gm, '');

  test.each(edgeMigrations().map((step, index) => [index + 1, step] as const))(
    'to version %i can be gone back from by one version, and only adds',
    (version, { sql, readableFrom }) => {
      expect(readableFrom).toBeLessThanOrEqual(Math.max(1, version - 1));
      if (version > 1) expect(withoutComments(sql)).not.toMatch(TAKES);
    },
  );

  test.each([
    'drop table note',
    'alter table fact rename to facts',
    'alter table fact add column grams integer not null',
    'create trigger t after insert on fact begin select 1; end',
  ])('that says "%s" would be found', (sql) => {
    expect(sql).toMatch(TAKES);
  });

  test('killed halfway leaves the version before: the statements and both numbers are one commit', () => {
    desk.life(write(1));
    const broken = { sql: `${NEXT}\nselect no_such_function();`, readableFrom: N };
    expect(() => byTheNextVersion(broken, () => undefined)).toThrow('no_such_function');
    const db = new Database(desk.file('journal.sqlite'));
    expect(readSchemaVersion(db)).toEqual({ version: N, readableFrom: JOURNAL_VERSION.readableFrom });
    expect(db.prepare("select name from sqlite_master where name = 'weighing'").all()).toEqual([]);
    db.close();
  });
});
