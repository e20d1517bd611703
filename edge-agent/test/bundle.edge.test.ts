import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../src/clock.ts';
import { openJournal } from '../src/journal/journal.ts';
import { pointerFile } from '../src/update/pointer-file.ts';
import { versionsAt } from '../src/update/versions.ts';
import { changeConfig } from './doctor-rig.ts';
import { buildAgent, makeHome, startProgram, until } from './shop-rig.ts';

let built: Awaited<ReturnType<typeof buildAgent>>;
const closers: (() => unknown)[] = [];
beforeAll(async () => {
  built = await buildAgent();
});
afterAll(() => built.remove());
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Secrets of several looks, so that no single filter would catch them all. */
const CANARIES = {
  key: `tb_live_ab12cd34_${randomBytes(32).toString('base64url')}_abc123`,
  token: `tbl_${randomBytes(32).toString('base64url')}`,
  words: 'correct-horse-battery-staple',
  hex: randomBytes(24).toString('hex'),
  pin: '73920518',
  name: 'Somchai Jaidee',
  jwt: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
} as const;
const SECRETS = Object.values(CANARIES);

/** A home in which secrets stand wherever somebody might have put them. */
function infected() {
  const shop = makeHome(1);
  closers.push(shop.remove);
  const { home } = shop;
  writeFileSync(home.agentKey, CANARIES.key);
  writeFileSync(home.localToken, CANARIES.token);
  const pem = readFileSync(home.privateKey, 'utf8').split('\n')[1] ?? '';
  const journal = openJournal({
    dir: home.journal,
    agent: shop.config.agent,
    clock: systemClock(),
    ballastBytes: 65_536,
  });
  for (const secret of SECRETS) {
    journal.append({
      kind: 'agent.event',
      body: { code: 'started', software: secret.slice(0, 32), detail: secret },
      occurredAt: new Date().toISOString(),
      businessDate: '2026-11-20',
      clockOk: true,
    });
  }
  journal.close();
  mkdirSync(home.logs, { mode: 0o700 });
  writeFileSync(join(home.logs, 'agent.log'), SECRETS.flatMap(badLines).join('\n'));
  return { home, pem };
}

function badLines(secret: string): string[] {
  const line = (more: object) =>
    JSON.stringify({ level: 50, time: '2026-11-20T08:00:00.000Z', event: 'driver broke', ...more });
  return [
    secret,
    line({ event: secret }),
    line({ event: `refused ${secret}` }),
    line({ part: secret, machine: secret, code: secret, fault: secret, status: secret, unheardOf: secret }),
    line({
      error: {
        name: secret,
        code: secret,
        message: secret,
        stack: `Error: ${secret}\n at ${secret} (agent.js:1:2)`,
        cause: secret,
      },
    }),
    line({ time: secret, [secret]: true, nested: { deep: [secret] } }),
    line({
      part: 'machine',
      machine: '41e1280f-4c5f-4fbe-bdbd-2f861d1db9a5',
      error: { name: 'Fault', code: 'machine.jam' },
    }),
  ];
}

/** Runs `tillbridge bundle` with secrets in its environment, too; answers every byte of every entry. */
async function bundleOf(home: { readonly dir: string }) {
  const file = join(home.dir, 'bundle.zip');
  const env = {
    PATH: '/usr/bin:/bin',
    TILLBRIDGE_KEY: CANARIES.key,
    PASSWORD: CANARIES.words,
    HTTP_PIN: CANARIES.pin,
  };
  const child = spawn(process.execPath, [built.file, 'bundle', '--home', home.dir, '--out', file], { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code, said).toBe(0);
  const entry = (name: string) => execFileSync('unzip', ['-p', file, name]);
  const names = execFileSync('unzip', ['-Z1', file], { encoding: 'utf8' }).trim().split('\n');
  const bytes = Buffer.concat([readFileSync(file), Buffer.from(said), ...names.map(entry)]);
  return { file, names, entry, bytes, mode: statSync(file).mode & 0o777 };
}

function expectNoSecret(bytes: Buffer, secrets: readonly string[]): void {
  for (const secret of secrets) {
    const forms = [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('hex'),
      secret.slice(4, 20),
    ];
    for (const form of forms) expect(bytes.includes(form), `${secret} as ${form}`).toBe(false);
  }
}

describe('the support bundle', () => {
  it('holds no secret that was planted in configuration, environment, keys, log or journal', async () => {
    const { home, pem } = infected();
    changeConfig(home, (config) => ({
      cloud: `https://cloud.example/?token=${CANARIES.words}`,
      apiKey: CANARIES.key,
      shop: { ...config.shop, name: CANARIES.name, pin: CANARIES.pin },
      machines: config.machines.map((each) => ({ ...each, name: CANARIES.hex, address: `tty:/${CANARIES.words}` })),
    }));
    const { bytes, mode, names } = await bundleOf(home);
    expectNoSecret(bytes, [...SECRETS, pem]);
    expect(names).toEqual([
      'about.json',
      'config.json',
      'doctor.json',
      'status.json',
      'journal.json',
      'versions.json',
      'files.json',
      'log.ndjson',
    ]);
    expect(mode).toBe(0o600);
  });

  it('still says what support needs: versions, findings, counts, and the log without what was not listed', async () => {
    const { home } = infected();
    const failed = { slot: 'stable-7-0.2.0', reason: 'undelivered', at: '2026-11-20T08:00:00.000Z' } as const;
    mkdirSync(home.versions);
    pointerFile(versionsAt(home.versions)).write({ active: 'base', previous: null, trial: null, failed: [failed] });
    const { entry } = await bundleOf(home);
    const read = (name: string) => JSON.parse(entry(name).toString()) as Record<string, unknown>;
    expect(read('about.json')).toMatchObject({ node: process.versions.node });
    expect(read('config.json')).toMatchObject({ machines: [{ driver: 'glory-300', address: 'tcp:127.0.0.1:1' }] });
    expect(read('doctor.json')).toContainEqual({
      check: 'cloud',
      state: 'fault',
      code: 'doctor.cloud-unreachable',
      exit: 30,
    });
    expect(read('versions.json')).toEqual({ active: 'base', failed: [failed] });
    expect(read('journal.json')).toMatchObject({ state: 'whole', counts: { last: SECRETS.length } });
    const lines = entry('log.ndjson')
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toContainEqual({
      level: 50,
      time: '2026-11-20T08:00:00.000Z',
      event: 'driver broke',
      part: 'machine',
      machine: '41e1280f-4c5f-4fbe-bdbd-2f861d1db9a5',
      error: { name: 'Fault', code: 'machine.jam' },
    });
  });

  it('is made beside a running agent, and holds its state', async () => {
    const { home } = infected();
    changeConfig(home, () => ({ localApi: { port: 0 } }));
    const agent = await startProgram(built.file, ['run', '--home', home.dir]);
    closers.push(() => agent.end());
    changeConfig(home, () => ({ localApi: { port: Number(agent.ready['localApi']) } }));
    const status = await until('the delivery has tried', async () => {
      const { entry, bytes } = await bundleOf(home);
      expectNoSecret(bytes, SECRETS);
      const read = JSON.parse(entry('status.json').toString()) as { delivery: { link: string } };
      return read.delivery.link === 'offline' ? read : undefined;
    });
    expect(status).toMatchObject({ clockOk: true, delivery: { lastFault: 'delivery.offline' } });
  });
});
