import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { AGENT, aFact, copyFolder, newFolder, openAt, removeFolder } from '../delivery/testing/shop.ts';
import { details, openDesk, write } from './testing/desk.ts';

const desk = openDesk();

describe('a journal in doubt', () => {
  test('first run: a new epoch without a parent', () => {
    desk.life((open) => {
      expect(open.began).toBe('first');
      expect(JSON.parse(open.live().header)).toMatchObject({ reason: 'first', parent: null, agent: AGENT, start: 1 });
    });
  });

  test('deleted: a new epoch on the spot, with the place the witness knew as its parent', () => {
    const before = desk.life(write(4));
    desk.life(() => undefined);
    for (const name of readdirSync(desk.dir())) if (name.startsWith('journal.sqlite')) rmSync(desk.file(name));
    desk.life((open) => {
      expect(open.began).toBe('missing');
      expect(JSON.parse(open.live().header)).toMatchObject({
        parent: { epoch: before.epoch, sequence: 4, hash: before.lastHash },
      });
      expect(open.start.number).toBe(3);
    });
  });

  test('restored from an old copy: the witness tells, and what was written since goes on in a new epoch', () => {
    desk.life(write(2));
    const copy = copyFolder(desk.dir());
    desk.life(write(2, 'later'));
    for (const name of readdirSync(copy))
      if (name.startsWith('journal.sqlite')) copyFileSync(desk.file(name, copy), desk.file(name));
    removeFolder(copy);
    desk.life((open) => {
      expect(open.began).toBe('witness');
      expect(details(open)).toEqual(['fact 1', 'fact 2']);
    });
  });

  test('restored with its witness: nothing on this PC can tell, and the epoch goes on', () => {
    desk.life(write(2));
    const copy = copyFolder(desk.dir());
    desk.life(write(2, 'later'));
    expect(desk.life((open) => open.began, copy)).toBeUndefined();
    removeFolder(copy);
  });

  test('the database of another install is not continued', () => {
    const other = newFolder();
    desk.life(write(1), other);
    desk.life(write(1));
    copyFileSync(desk.file('journal.sqlite', other), desk.file('journal.sqlite'));
    removeFolder(other);
    expect(desk.life((open) => open.began)).toBe('other_install');
  });

  test('an agent under another name does not go on in the epoch of the old one', () => {
    desk.life(write(1));
    const open = openAt(desk.dir(), { agent: '01890000-0000-7000-8000-0000000000ff' });
    expect(open.began).toBe('other_install');
    expect(open.epochs()).toHaveLength(2);
    open.close();
  });

  test('a witness that cannot be read is no reason to leave', () => {
    desk.life(write(1));
    writeFileSync(desk.file('witness.json'), '{"installId":');
    expect(desk.life((open) => open.began)).toBeUndefined();
  });

  test('a line taken out of the middle breaks the chain: left, and the rest is kept', () => {
    desk.life(write(5));
    desk.edit('delete from fact where place % 1099511627776 = 3');
    desk.life((open) => {
      expect(open.began).toBe('damaged');
      expect(details(open)).toEqual(['fact 1', 'fact 2', 'fact 4', 'fact 5']);
    });
    expect(desk.life((open) => open.began)).toBeUndefined();
  });
});

describe('a damaged file', () => {
  /** Writes noise over whole pages of the database. */
  function damage(pages: (count: number) => readonly number[]): void {
    const path = desk.file('journal.sqlite');
    const bytes = readFileSync(path);
    for (const page of pages(bytes.length / 4096)) bytes.fill(0xa5, page * 4096, (page + 1) * 4096);
    writeFileSync(path, bytes);
  }

  test('pages of facts overwritten: set aside, every readable line brought over, the file kept for salvage', () => {
    const before = desk.life(write(400));
    damage((count) => [Math.floor(count / 2)]);
    desk.life((open) => {
      expect(open.began).toBe('damaged');
      const kept = details(open);
      expect(kept.length).toBeGreaterThan(380);
      expect(kept.length).toBeLessThan(400);
      expect(open.files().length).toBeGreaterThan(0);
      expect(open.epochs().map((view) => view.epoch)).toContain(before.epoch);
      expect(open.append(aFact('goes on')).sequence).toBe(1);
    });
    expect(desk.life((open) => open.began)).toBeUndefined();
  });

  test.each([
    ['the first page', () => [0]],
    ['every page', (count: number) => Array.from({ length: count }, (_, i) => i)],
  ])('%s overwritten: the whole file goes to salvage and recording goes on', (_, pages) => {
    desk.life(write(50));
    damage(pages);
    desk.life((open) => {
      expect(open.began).toBe('damaged');
      expect(open.files()).toHaveLength(1);
      const [kept] = open.files();
      expect(open.readSalvage(kept?.hash ?? '', 0, 100).length).toBe(100);
      write(1)(open);
    });
  });

  test('emptied or cut off: set aside, not mistaken for a first run', () => {
    desk.life(write(50));
    writeFileSync(desk.file('journal.sqlite'), '');
    expect(desk.life((open) => open.began)).toBe('damaged');
    desk.life(write(50));
    writeFileSync(desk.file('journal.sqlite'), readFileSync(desk.file('journal.sqlite')).subarray(0, 9_000));
    expect(desk.life((open) => open.began)).toBe('damaged');
  });

  test('damaged twice: lines of both earlier journals are still here', () => {
    desk.life(write(400, 'first'));
    damage((count) => [Math.floor(count / 2)]);
    desk.life(write(400, 'second'));
    damage((count) => [Math.floor(count / 2)]);
    desk.life((open) => {
      const kept = details(open);
      expect(kept.filter((detail) => detail?.startsWith('first')).length).toBeGreaterThan(380);
      expect(kept.filter((detail) => detail?.startsWith('second')).length).toBeGreaterThan(380);
    });
  });

  test('a log whose database is gone is set aside with it', () => {
    desk.life(write(1));
    writeFileSync(desk.file('journal.sqlite-wal'), 'left over');
    rmSync(desk.file('journal.sqlite'));
    desk.life((open) => {
      expect(open.began).toBe('missing');
      expect(open.files()).toHaveLength(1);
    });
  });
});
