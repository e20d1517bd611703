import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Ballast } from './ballast.ts';
import { DiskRoom } from './disk-room.ts';

const full = () => new Database.SqliteError('database or disk is full', 'SQLITE_FULL');

/** A disk with so many free pieces; each write takes one. */
function disk(free: number, reserve: number, prunable: number, givenUpAtMs?: number) {
  const log: string[] = [];
  let left = free;
  let given = givenUpAtMs;
  let nowMs = 1_000;
  const ballast: Ballast = {
    release() {
      given ??= nowMs;
      if (reserve === 0) return false;
      left += reserve;
      reserve = 0;
      log.push('reserve given');
      return true;
    },
    restore() {
      if (left <= 10) return false;
      given = undefined;
      return true;
    },
    releaseForStart: () => false,
    givenUpAtMs: () => given,
    freeBytes: () => left,
    isLow: (was) => left < (was ? 50 : 40),
    isTight: () => false,
  };
  const makeRoom = () => {
    left += prunable;
    const made = prunable > 0;
    prunable = 0;
    if (made) log.push('pruned');
    return made;
  };
  const room = new DiskRoom({
    ballast,
    makeRoom,
    tight: (on) => log.push(on ? 'tight' : 'loose'),
    nowMs: () => nowMs,
    monotonicMs: () => nowMs,
  });
  const write = () =>
    room.write(() => {
      if (left === 0) throw full();
      left -= 1;
      return 'written';
    });
  const news = () =>
    room.takeNews().map((one) => (one.news === 'state' ? one.view.state : `${one.news} since ${one.sinceMs}`));
  const later = (ms: number) => (nowMs += ms);
  return { log, room, write, news, later, clear: (pieces = 100) => (left += pieces) };
}

describe('a full disk', () => {
  test('with room nothing is given up', () => {
    const { log, write } = disk(1, 1, 1);
    expect(write()).toBe('written');
    expect(log).toEqual([]);
  });

  test('the reserve goes first, then what is in custody; the alarm is raised once', () => {
    const { log, news, write } = disk(0, 1, 1);
    expect([write(), write()]).toEqual(['written', 'written']);
    expect(log).toEqual(['reserve given', 'tight', 'pruned']);
    expect(news()).toEqual(['full since 1000', 'full']);
  });

  test('without a reserve pruning alone may help', () => {
    const { log, news, write } = disk(0, 0, 1);
    expect(write()).toBe('written');
    expect(log).toEqual(['tight', 'pruned']);
    expect(news()).toEqual(['full since 1000', 'full']);
  });

  test('when nothing helps the writer is told, and nothing was written', () => {
    const { write, room, news } = disk(0, 0, 0);
    expect(write).toThrow('journal.disk-full');
    expect(write).toThrow('journal.disk-full');
    expect(room.view()).toEqual({ state: 'stopped', sinceMs: 1_000, freeBytes: 0 });
    expect(news()).toEqual(['full since 1000', 'full', 'stopped']);
  });

  test('at the edge, where one write fits and the next does not, nobody is told that recording goes on', () => {
    const { write, room, news, later, clear } = disk(0, 0, 0);
    for (let sale = 0; sale < 5; sale++) {
      expect(write).toThrow('journal.disk-full');
      clear(1);
      later(2_000);
      expect(write()).toBe('written');
    }
    expect(news()).toEqual(['full since 1000', 'full', 'stopped']);
    clear(5);
    later(10_000);
    expect(write()).toBe('written');
    expect(room.view().state).toBe('full');
    expect(news()).toEqual(['full']);
  });

  test('a write that fits looks for room again, so that nobody waits for the housekeeping', () => {
    const { write, room, news, later, clear } = disk(0, 1, 0);
    write();
    clear();
    write();
    expect(room.isFull()).toBe(true);
    later(1_000);
    write();
    expect(room.isFull()).toBe(false);
    expect(news()).toEqual(['full since 1000', 'full', 'ok', 'roomAgain since 1000']);
  });

  test('the alarm is cleared by itself when there is room for the reserve again', () => {
    const { log, room, write, clear } = disk(0, 1, 0);
    write();
    room.look();
    expect(room.isFull()).toBe(true);
    clear();
    room.look();
    expect(room.view().state).toBe('ok');
    expect(log.at(-1)).toBe('loose');
  });

  test('that eats up what was held back says so again each time half of it is gone', () => {
    const { room, news, write } = disk(0, 8, 0);
    write();
    for (let more = 0; more < 6; more++) {
      write();
      room.look();
    }
    expect(news()).toEqual(['full since 1000', 'full', 'full', 'full']);
  });

  test('little room is told before it is full, and does not go to and fro', () => {
    const { room, news, clear } = disk(39, 0, 0);
    room.look();
    clear(5);
    room.look();
    clear(6);
    room.look();
    expect(news()).toEqual(['low', 'ok']);
  });

  test('a reserve that an earlier process gave up: the disk has been full since then', () => {
    const { room, news, later, clear } = disk(5, 0, 0, 700);
    expect(room.view()).toMatchObject({ state: 'full', sinceMs: 700 });
    clear();
    later(50);
    room.look();
    expect(news()).toEqual(['full since 700', 'full', 'ok', 'roomAgain since 700']);
  });

  test('another error is not taken for a full disk', () => {
    const { room } = disk(0, 1, 1);
    expect(() =>
      room.write(() => {
        throw new Error('a defect');
      }),
    ).toThrow('a defect');
    expect(room.isFull()).toBe(false);
  });
});
