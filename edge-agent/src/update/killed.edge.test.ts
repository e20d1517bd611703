import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../delivery/testing/shop.ts';
import { LAUNCH_STEPS, type LaunchStep } from '../launcher/launch-agent.ts';
import { begun, FIRST_POINTER, type Pointer } from './pointer.ts';
import { pointerFile, readPointer } from './pointer-file.ts';
import { UPDATE_STEPS } from './prepare-update.ts';
import { readRootChain } from './root-chain.ts';
import { openMaker, openStick, type Stick } from './testing/maker.ts';
import { SMALL_BASE, type SmallVersion, smallVersion } from './testing/small-version.ts';
import { findDamage } from './verify-version.ts';
import { wishFile } from './wish.ts';

const ROOM = join(import.meta.dirname, '..', '..');
const OUT = join(ROOM, 'dist', 'testing', 'update');
const SLOT = 'stable-7-0.2.0';
const TIMEOUT_MS = 120_000;
/** Half of it is long enough for a process to start on a PC that has much else to do. */
const WINDOW_MS = 8_000;
/** An ordinary user may mount only where they are root of a name space of their own. */
const NAMESPACE = userInfo().uid === 0 ? '-m' : '-Urm';
const maker = openMaker();
const children: ChildProcess[] = [];
let stick: Stick;

beforeAll(async () => {
  await build({
    entryPoints: ['apply-and-die', 'launch-and-die'].map((name) => join(import.meta.dirname, 'testing', `${name}.ts`)),
    outdir: OUT,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { '@tillbridge/shared': join(ROOM, '..', 'shared', 'src') },
    logLevel: 'error',
  });
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  stick.remove();
});

/** A program with its lines of input; resolves with what it printed and how it ended. */
function run(program: string, lines: readonly string[]) {
  const child = spawn(process.execPath, [join(OUT, `${program}.js`)], { stdio: ['pipe', 'pipe', 'pipe'] });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (bytes) => {
    said.out += String(bytes);
  });
  child.stderr.on('data', (bytes) => {
    said.err += String(bytes);
  });
  child.stdin.end(`${lines.join('\n')}\n`);
  const ended = new Promise<{ readonly signal: NodeJS.Signals | null; readonly out: string; readonly err: string }>(
    (resolve) => child.once('close', (_code, signal) => resolve({ signal, ...said })),
  );
  return { child, said, ended };
}

describe('an updater killed', { timeout: TIMEOUT_MS }, () => {
  beforeEach(() => {
    stick = openStick(maker, {}, smallVersion('sound'));
    // A home holds its versions in a folder of that name, as the stick does.
    mkdirSync(join(stick.dir, 'journal'));
  });
  const apply = (step = 'never') => run('apply-and-die', [stick.dir, stick.stick, stick.anchor, step]);
  const damage = () => findDamage(stick.versions, SLOT, readRootChain(stick.anchor, stick.versions));

  it.each([...UPDATE_STEPS, 'bytes'])('at "%s" leaves what runs alone, and the next one goes through', async (step) => {
    expect((await apply(step).ended).signal).toBe('SIGKILL');
    expect(readPointer(stick.versions)).toEqual(FIRST_POINTER);
    expect(wishFile(stick.versions).read() !== undefined).toBe(step === 'asked');
    if (existsSync(stick.versions.slotOf(SLOT))) expect(damage()).toBeUndefined();
    expect((await apply().ended).out).toBe(`${SLOT}\n`);
    expect(damage()).toBeUndefined();
    expect(wishFile(stick.versions).read()).toEqual({ kind: 'forward', slot: SLOT });
  });

  it('while it holds the lock sends a second one away until then, and no longer', async () => {
    const first = apply('hold');
    await until('the first one has the lock', () => first.said.out.includes('holding'), 20_000);
    expect((await apply().ended).out).toBe('update.busy\n');
    first.child.kill('SIGKILL');
    await first.ended;
    expect((await apply().ended).out).toBe(`${SLOT}\n`);
  });

  if (mayMount()) {
    it('by nobody, on a disk that fills up while files come: says so, takes its draft away, and leaves the rest alone', () => {
      const script =
        'mount -t tmpfs -o size=600k tmpfs "$1/versions" && chown "$(id -u)" "$1/versions" && head -c 560000 /dev/zero > "$1/versions/other" && "$2" "$3"; ls "$1/versions"';
      const words = [NAMESPACE, 'sh', '-c', script, 'sh', stick.dir, process.execPath, join(OUT, 'apply-and-die.js')];
      const big = openStick(maker, {}, { ...smallVersion('sound'), 'big.js': 'x'.repeat(200_000) });
      const input = `${stick.dir}\n${big.stick}\n${stick.anchor}\nfull\n`;
      const said = execFileSync('unshare', words, { input, stdio: 'pipe' }).toString();
      big.remove();
      expect(said.split('\n')[0]).toBe('update.disk');
      expect(said).not.toContain('staging');
      expect(said).not.toContain(`${SLOT}\n`);
    });
  }
});

describe('a launcher', { timeout: TIMEOUT_MS }, () => {
  const base = () => join(stick.dir, 'base');
  const launch = (step = 'never') => run('launch-and-die', [stick.versions.dir, base(), stick.anchor, step]);
  const pointer = (): Pointer => readPointer(stick.versions);

  /** A version that lies there, staged, and has its first turn now. */
  async function onTrial(how: SmallVersion, windowMs: number, mustDeliver = true): Promise<void> {
    stick = openStick(maker, {}, smallVersion(how));
    mkdirSync(base());
    writeFileSync(join(base(), 'tillbridge.js'), SMALL_BASE);
    await run('apply-and-die', [stick.dir, stick.stick, stick.anchor, 'never']).ended;
    const over = { slot: SLOT, windowMs, mustDeliver, mustReach: [] };
    pointerFile(stick.versions).write(begun(FIRST_POINTER, over));
  }

  /** The service manager: starts it again until it goes over to a version for good, at most so often. */
  async function untilAtRest(): Promise<string> {
    for (let start = 0; start < 6; start++) {
      const { out } = await launch().ended;
      const told = out.split('\n').find((line) => line.includes('"run"'));
      if (told !== undefined) return (JSON.parse(told) as { run: { slot: string } }).run.slot;
    }
    return 'never';
  }
  const newRuns = () => ({ active: SLOT, previous: 'base', trial: null, failed: [] });
  const oldRuns = (reason: string) => ({
    active: 'base',
    previous: null,
    trial: null,
    failed: [{ slot: SLOT, reason, at: expect.any(String) }],
  });

  it('keeps a version that proves itself: it goes on running, and the next start takes it without a trial', async () => {
    await onTrial('sound', WINDOW_MS);
    const first = launch();
    await until('it is confirmed', () => pointer().trial === null, 20_000);
    expect(pointer()).toEqual(newRuns());
    expect(first.child.exitCode).toBeNull();
    first.child.kill('SIGTERM');
    expect((await first.ended).out).toContain('{"end":"stopped"}');
    expect(await untilAtRest()).toBe(SLOT);
  });

  it.each<[SmallVersion, string]>([
    ['crashes', 'crashed'],
    ['hangs', 'silent'],
    ['neverDelivers', 'undelivered'],
  ])('goes back by itself from a version that %s', async (how, reason) => {
    await onTrial(how, WINDOW_MS);
    expect(await untilAtRest()).toBe('base');
    expect(pointer()).toEqual(oldRuns(reason));
  });

  it('goes back from a version that was changed between its test and its start, without starting it', async () => {
    await onTrial('sound', WINDOW_MS);
    writeFileSync(join(stick.versions.slotOf(SLOT), 'tillbridge.js'), 'console.log("evil")');
    const { out } = await launch().ended;
    expect(out).not.toContain('evil');
    expect(out).toContain('"slot":"base"');
    expect(pointer()).toEqual(oldRuns('damaged'));
  });

  it('takes the version before when the confirmed one was changed on the disk, and leaves the word as it is', async () => {
    await onTrial('sound', WINDOW_MS);
    pointerFile(stick.versions).write({ active: SLOT, previous: 'base', trial: null, failed: [] });
    expect(await untilAtRest()).toBe(SLOT);
    writeFileSync(join(stick.versions.slotOf(SLOT), 'evil.js'), '');
    const { out, err } = await launch().ended;
    expect(out).toContain('"slot":"base"');
    expect(err).toContain('evil.js does not belong there');
    expect(pointer()).toEqual(newRuns());
  });

  it('starts a newer program that was installed by hand since, and an older one not', async () => {
    await onTrial('sound', WINDOW_MS);
    pointerFile(stick.versions).write({ active: SLOT, previous: 'base', trial: null, failed: [] });
    const install = (version: string) => writeFileSync(join(base(), 'package.json'), JSON.stringify({ version }));
    install('0.1.9');
    expect(await untilAtRest()).toBe(SLOT);
    install('0.10.0');
    expect(await untilAtRest()).toBe('base');
  });

  it.each(['', '{', '{"active":"../../etc","previous":null,"trial":null,"failed":[]}'])(
    'starts the installed program where the word on versions is %j',
    async (text) => {
      await onTrial('sound', WINDOW_MS);
      writeFileSync(stick.versions.pointer, text);
      expect((await launch().ended).out).toContain('"slot":"base"');
    },
  );

  it('ends a version whose launcher was killed: nothing runs on without one', async () => {
    await onTrial('neverDelivers', 60_000);
    const first = launch();
    await until('the version runs', () => first.said.out.includes('"ran"'), 20_000);
    const { pid } = JSON.parse(first.said.out.split('\n')[0] ?? '') as { pid: number };
    first.child.kill('SIGKILL');
    await until('it is gone', () => !isAlive(pid), 20_000);
    expect(pointer().trial).toMatchObject({ starts: 1 });
  });

  const killed = (step: LaunchStep): [LaunchStep, SmallVersion] => [
    step,
    step === 'went-back' ? 'neverDelivers' : 'sound',
  ];
  it.each(LAUNCH_STEPS.map(killed))(
    'killed at "%s" leaves one answer to which version runs, and gets there at the next starts',
    async (step, how) => {
      await onTrial(how, WINDOW_MS);
      expect((await launch(step).ended).signal).toBe('SIGKILL');
      if (how === 'neverDelivers') {
        expect(await untilAtRest()).toBe('base');
        expect(pointer()).toEqual(oldRuns('undelivered'));
        return;
      }
      if (pointer().trial !== null) {
        const second = launch();
        await until('it is confirmed', () => pointer().trial === null, 20_000);
        second.child.kill('SIGTERM');
        await second.ended;
      }
      expect(pointer()).toEqual(newRuns());
      expect(await untilAtRest()).toBe(SLOT);
    },
  );

  it('killed again and again while a version is on trial ends with the version before, not with a loop', async () => {
    await onTrial('sound', 60_000);
    for (let time = 0; time < 3; time++) expect((await launch('forked').ended).signal).toBe('SIGKILL');
    expect(await untilAtRest()).toBe('base');
    expect(pointer()).toEqual(oldRuns('crashed'));
  });

  it('stopped from outside during a trial does not count that start against the version', async () => {
    await onTrial('sound', 60_000);
    for (let time = 0; time < 4; time++) {
      const one = launch();
      await until('the version runs', () => one.said.out.includes('"ran"'), 20_000);
      one.child.kill('SIGTERM');
      await one.ended;
    }
    expect(pointer().trial).toMatchObject({ starts: 0 });
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function mayMount(): boolean {
  try {
    execFileSync('unshare', [NAMESPACE, 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
