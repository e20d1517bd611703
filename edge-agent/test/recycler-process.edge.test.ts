import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, platform } from 'node:process';
import { createInterface } from 'node:readline';
import type { OpenBytePort } from '@tillbridge/edge-agent/bytes/byte-port';
import { serialPort } from '@tillbridge/edge-agent/bytes/serial-port';
import { tcpPort } from '@tillbridge/edge-agent/bytes/tcp-port';
import { type Glory300Driver, glory300 } from '@tillbridge/edge-agent/recycler/glory-300/driver';
import { MACHINE_PRESETS } from '@tillbridge/edge-agent/recycler/glory-300/presets';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import type { Inventory } from '@tillbridge/shared/fact';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Ready } from '../simulator/start-simulator.ts';
import { QUICK, sums, until } from './recycler-rig.ts';

const home = mkdtempSync(join(tmpdir(), 'tillbridge-recycler-'));
const program = join(home, 'simulator.mjs');
const OPERATION = '0190a000-0000-7000-8000-000000000001';

beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, '../simulator/main.ts')];
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', target: 'node20' });
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

let child: ChildProcess | undefined;
let driver: Glory300Driver | undefined;
afterEach(async () => {
  await driver?.close();
  driver = undefined;
  await stop('SIGKILL');
});

async function start(...words: string[]): Promise<Ready> {
  const process = spawn(execPath, [program, '--speed', '100', ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = process;
  const lines = createInterface({ input: process.stdout });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    process.once('exit', (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  return JSON.parse(line) as Ready;
}

async function stop(signal: NodeJS.Signals): Promise<number | null> {
  const process = child;
  child = undefined;
  if (process === undefined || process.exitCode !== null) return process?.exitCode ?? null;
  return new Promise((resolve) => {
    process.once('exit', (code) => resolve(code));
    process.kill(signal);
  });
}

async function openDriver(port: OpenBytePort): Promise<Glory300Driver> {
  const opened = glory300({
    port,
    table: MACHINE_PRESETS['thb-ci10'],
    timing: systemTiming({ nowMs: () => Date.now(), monotonicMs: () => Math.floor(performance.now()) }),
    pace: { ...QUICK, answerMs: 600, enquiryMs: 300, depositPollMs: 10 },
    backOff: { firstMs: 5, mostMs: 50 },
  });
  driver = opened;
  let seen = false;
  opened.on((event) => {
    if (event.event === 'inventory') seen = true;
  });
  await opened.open();
  await until(() => seen);
  return opened;
}

function pieces(inventory: Inventory | undefined, unit: string): number {
  return inventory?.units.find((reading) => reading.unit === unit)?.pieces ?? -1;
}

describe('a machine in a process of its own', () => {
  test.runIf(platform === 'linux')('a sale and its change over a real serial line', async () => {
    const ready = await start('--listen', 'pty', '--customers', '--seed', '3');
    expect(ready.path).toMatch(/^\/dev\//);
    const line = serialPort({ port: ready.path ?? '', baudRate: 9_600, parity: 'even', dataBits: 8, stopBits: 1 });
    const machine = await openDriver(line);
    const paid = sums(await machine.collect(OPERATION, 13_500, 20_000));
    expect(paid.outcome).toBe('completed');
    const change = paid.inMinor - 13_500;
    const given = change === 0 ? undefined : sums(await machine.dispense(OPERATION, { amountMinor: change }));
    expect(given ?? { outcome: 'completed', outMinor: 0 }).toMatchObject({ outcome: 'completed', outMinor: change });
  });

  test.runIf(platform === 'linux')('a closed and opened serial line finds the same machine', async () => {
    const ready = await start('--listen', 'pty');
    const line = serialPort({ port: ready.path ?? '', baudRate: 9_600, parity: 'none', dataBits: 8, stopBits: 1 });
    const before = await (await openDriver(line)).inventory();
    await driver?.close();
    expect((await (await openDriver(line)).inventory()).units).toEqual(before.units);
  });

  test('the machine keeps its cash over a kill and a start', async () => {
    const state = ['--state', join(home, 'cash.json')];
    const first = await start('--listen', 'tcp:0', ...state);
    const machine = await openDriver(tcpPort({ host: '127.0.0.1', port: first.port ?? 0 }));
    const before = await machine.inventory();
    await machine.dispense(OPERATION, { lines: [{ valueMinor: 10_000, pieces: 3 }] });
    await machine.close();
    await stop('SIGKILL');
    const second = await start('--listen', 'tcp:0', '--fill', '10', ...state);
    const after = await (await openDriver(tcpPort({ host: '127.0.0.1', port: second.port ?? 0 }))).inventory();
    expect(pieces(after, 'N3')).toBe(pieces(before, 'N3') - 3);
  });

  test('people, faults and the power can be worked from the control port', async () => {
    const ready = await start('--listen', 'tcp:0', '--control', '0');
    const post = async (path: string, body: unknown) => {
      const answer = await fetch(`http://127.0.0.1:${ready.control}${path}`, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
    };
    const machine = await openDriver(tcpPort({ host: '127.0.0.1', port: ready.port ?? 0 }));
    expect((await post('/insert', { pieces: { N3: 1 } })).body).toEqual({ inserted: 0 });
    const running = machine.collect(OPERATION, 10_000, 10_000);
    while ((await post('/insert', { pieces: { N3: 1 } })).body['inserted'] === 0);
    expect(sums(await running)).toMatchObject({ outcome: 'completed', inMinor: 10_000 });
    expect((await post('/fault', { name: 'door', value: 'on' })).status).toBe(200);
    expect(await machine.status()).toMatchObject({ state: 'fault', faults: [{ code: 'machine.door-open' }] });
    expect((await post('/fault', { name: 'no-such', value: 1 })).status).toBe(400);
    expect((await post('/power', { on: false })).body).toMatchObject({ machine: { power: false } });
    await machine.status();
    expect((await machine.status()).state).toBe('offline');
  });

  test('bad settings are all named at once, and the program ends with 2', async () => {
    const process = spawn(execPath, [program, '--listen', 'carrier-pigeon', '--speed', '0', '--fault', 'door=ajar'], {
      stdio: 'pipe',
    });
    let said = '';
    process.stderr.on('data', (bytes) => {
      said += String(bytes);
    });
    const code = await new Promise((resolve) => process.once('close', resolve));
    expect(code).toBe(2);
    for (const word of ['--listen', '--speed', '--fault']) expect(said).toContain(word);
  });

  test('it ends cleanly when asked to', async () => {
    await start('--listen', 'tcp:0', '--control', '0');
    expect(await stop('SIGTERM')).toBe(0);
  });
});
