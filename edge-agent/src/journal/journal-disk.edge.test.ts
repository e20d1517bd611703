import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import type { Disk } from '@tillbridge/shared/sync';
import { afterEach, describe, expect, test } from 'vitest';
import { until } from '../delivery/testing/shop.ts';
import { bundle } from './testing/bundle.ts';
import { chainOf, openDesk } from './testing/desk.ts';

const desk = openDesk();
/** An ordinary user may mount only where they are root of a name space of their own. */
const NAMESPACE = userInfo().uid === 0 ? '-m' : '-Urm';
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

describe('the disk', () => {
  test('the reserve stands after opening and is made of real bytes', () => {
    desk.life(() => expect(statSync(desk.file('ballast')).size).toBe(65_536));
  });

  test('killed in the middle of appending: every fact that was reported is there, and the chain holds', async () => {
    const program = await bundle('append-for-ever');
    const reported: number[] = [];
    for (let round = 0; round < 3; round++) {
      const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
      children.push(child);
      const before = reported.length;
      child.stdout?.on('data', (text: Buffer) =>
        reported.push(...text.toString('utf8').trim().split('\n').map(Number)),
      );
      child.stdin?.write(`${desk.dir()}\n`);
      await until('some are written', () => reported.length > before + 150, 20_000);
      child.kill('SIGKILL');
      await new Promise((resolve) => child.once('close', resolve));
    }
    desk.life((open) => {
      expect(open.began).toBeUndefined();
      expect(open.live().last).toBeGreaterThanOrEqual(Math.max(...reported));
      expect(chainOf(open, open.live().epoch).every(Boolean)).toBe(true);
      expect(open.start.number).toBe(4);
    });
  }, 60_000);

  if (mayMount()) {
    test('full: the reserve is given up, recording and acknowledging go on, the alarm is raised', async () => {
      const said: unknown = JSON.parse(fillDisk(await bundle('fill-disk'), 'with'));
      expect(said).toMatchObject({ written: 200, last: 202, acked: 202, full: { state: 'full' } });
      expect(said).toMatchObject({ events: ['low', 'disk_full', 'full', 'full'], told: [{ code: 'disk_full' }] });
    }, 60_000);

    test('full beyond the reserve: the till is told to stop, and what is recorded afterwards says so', async () => {
      const said = JSON.parse(fillDisk(await bundle('fill-disk'), 'with', 'stop')) as Said;
      expect(said.stopped).toMatchObject({ state: 'stopped', since: said.full.since });
      expect(said.after.state).toBe('low');
      expect(said.told).toMatchObject([
        { code: 'disk_ok', since: said.full.since },
        { code: 'disk_full', since: said.full.since },
      ]);
    }, 60_000);

    test('a process that ended on a full disk leaves to the next one since when it was full', async () => {
      const said = JSON.parse(fillDisk(await bundle('fill-disk'), 'with', 'die')) as Said;
      const next = said.events.slice(said.events.indexOf('again'));
      expect(next).toEqual(['again', 'disk_full', 'full', 'low', 'disk_ok']);
      expect(said.later).toMatchObject({ state: 'full', since: said.full.since });
    }, 60_000);

    test('restarted again and again on a disk that stays full to the last byte, it starts each time under a new number', async () => {
      const said = JSON.parse(fillDisk(await bundle('fill-disk'), 'with', 'restart')) as Said;
      expect(said.starts).toEqual([2, 3, 4, 5]);
      expect(said.later).toMatchObject({ state: 'stopped', since: said.full.since });
      expect(said.after.state).toBe('low');
    }, 60_000);

    test('full without a reserve: the till has to stop', async () => {
      const program = await bundle('fill-disk');
      expect(() => fillDisk(program, 'without')).toThrow('journal.disk-full');
    }, 60_000);
  }
});

interface Said {
  readonly events: readonly string[];
  readonly told: readonly object[];
  readonly full: Disk;
  readonly stopped: Disk;
  readonly later: Disk;
  readonly after: Disk;
  readonly starts: readonly number[];
}

/** Runs the program on a disk of a few megabytes that is its alone. */
function fillDisk(
  program: string,
  reserve: 'with' | 'without',
  until: 'sell' | 'stop' | 'die' | 'restart' = 'sell',
): string {
  const script = 'mount -t tmpfs -o size=4m tmpfs "$1" && exec "$2" "$3"';
  const command = [NAMESPACE, 'sh', '-c', script, 'sh', desk.dir(), process.execPath, program];
  return execFileSync('unshare', command, { input: `${desk.dir()}\n${reserve}\n${until}\n`, stdio: 'pipe' }).toString(
    'utf8',
  );
}

/** A small file system of our own needs the right to mount; where there is none, only the table of the room is tested. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', [NAMESPACE, 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt'], { stdio: 'ignore' });
    return existsSync('/mnt');
  } catch {
    return false;
  }
}
