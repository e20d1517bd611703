import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../simulator/start-simulator.ts';
import { serialPort } from '../src/bytes/serial-port.ts';
import { systemClock } from '../src/clock.ts';
import { LINE_DEFAULT } from '../src/config/agent-config.ts';
import { DOCTOR_EXITS } from '../src/doctor/exit-codes.ts';
import { openJournal } from '../src/journal/journal.ts';
import { type CloudWish, callDoctor, changeConfig, runCommand, selfSigned, stageCloud } from './doctor-rig.ts';
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

const later = <T extends { stop(): unknown }>(thing: T): T => {
  closers.push(() => thing.stop());
  return thing;
};

const simulator = (listen: 'pty' | { tcp: number }): Promise<Simulator> =>
  startSimulator({ listen, units: 'thb-ci10', customers: false, faults: [], seed: 5, speed: 20, fillPercent: 50 });

/** A shop where all is well: a machine on TCP, a cloud, a journal with facts. One line of a test makes it sick. */
async function sound(wish: CloudWish = {}) {
  const cloud = later(await stageCloud(wish));
  const machine = later(await simulator({ tcp: 0 }));
  const shop = makeHome(machine.ready.port ?? 0);
  closers.push(shop.remove);
  const { home } = shop;
  changeConfig(home, () => ({ cloud: cloud.url }));
  const options = { dir: home.journal, agent: shop.config.agent, clock: systemClock(), ballastBytes: 65_536 };
  const journal = openJournal(options);
  for (let n = 0; n < 300; n++) {
    journal.append({
      kind: 'agent.event',
      body: { code: 'started', software: `test ${n}` },
      occurredAt: new Date().toISOString(),
      businessDate: '2026-11-20',
      clockOk: true,
    });
  }
  journal.close();
  return { home, machine, cloud, openJournal: () => openJournal(options) };
}
type Shop = Awaited<ReturnType<typeof sound>>;

const address = (to: string) => (shop: Shop) =>
  changeConfig(shop.home, (config) => ({ machines: config.machines.map((each) => ({ ...each, address: to })) }));

/** Something on a port of this PC that never says a word. */
async function mute(): Promise<number> {
  const server = createServer((socket) => socket.on('error', () => socket.destroy()));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  closers.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

const refused = (code: string, status = 401): CloudWish => ({ token: { status, body: { code } } });

interface Stage {
  readonly code: keyof typeof DOCTOR_EXITS;
  readonly cloud?: CloudWish | (() => CloudWish);
  readonly make?: (shop: Shop) => unknown;
  readonly words?: readonly string[];
  /** Run as an ordinary user, for whom rights count. */
  readonly plain?: true;
}

const STAGED: Readonly<Record<string, Stage>> = {
  'a folder that was never paired': { code: 'doctor.not-paired', make: ({ home }) => rmSync(home.config) },
  'a configuration with mistakes': {
    code: 'doctor.config',
    make: ({ home }) =>
      changeConfig(home, (config) => ({ cloud: 'ftp://x', shop: { ...config.shop, timeZone: 'Mars' } })),
  },
  'a key that others can read': { code: 'doctor.secrets-open', make: ({ home }) => chmodSync(home.agentKey, 0o644) },
  'a key that is gone': { code: 'doctor.secret-unreadable', make: ({ home }) => rmSync(home.privateKey) },
  'a home that this user may not write': {
    code: 'doctor.home-rights',
    make: ({ home }) => {
      chmodSync(home.journal, 0o500);
      closers.push(() => chmodSync(home.journal, 0o700));
    },
    plain: true,
  },
  'a disk below the floor': { code: 'doctor.disk-low', words: ['--disk-floor', '999999999'] },
  'a journal with a page of noise': {
    code: 'doctor.journal-damaged',
    make: ({ home }) => {
      const file = openSync(`${home.journal}/journal.sqlite`, 'r+');
      writeSync(file, Buffer.alloc(6_000, 'noise'), 0, 6_000, 20_000);
      closeSync(file);
    },
  },
  'a line that somebody edited': {
    code: 'doctor.journal-chain',
    make: ({ home }) => {
      const db = new Database(`${home.journal}/journal.sqlite`);
      db.exec("update fact set bytes = cast(replace(bytes, 'test 250', 'test 999') as blob)");
      db.close();
    },
  },
  'a line that somebody took out': {
    code: 'doctor.journal-chain',
    make: ({ home }) => {
      const db = new Database(`${home.journal}/journal.sqlite`);
      db.exec('delete from fact where place in (select place from fact order by place limit 1 offset 100)');
      db.close();
    },
  },
  'a journal that somebody put back': {
    code: 'doctor.journal-restored',
    make: (shop) => {
      const file = `${shop.home.journal}/journal.sqlite`;
      copyFileSync(file, `${file}.copy`);
      shop.openJournal().close();
      renameSync(`${file}.copy`, file);
    },
  },
  'a journal of a newer agent': {
    code: 'doctor.journal-newer',
    make: ({ home }) => {
      const db = new Database(`${home.journal}/journal.sqlite`);
      db.pragma('user_version = 900');
      db.pragma('application_id = 0');
      db.close();
    },
  },
  'a journal that no longer syncs each commit': {
    code: 'doctor.journal-mode',
    make: ({ home }) => {
      const db = new Database(`${home.journal}/journal.sqlite`);
      db.pragma('journal_mode = delete');
      db.close();
    },
  },
  'a process that sits on the journal': {
    code: 'doctor.agent-stuck',
    make: (shop) => {
      const journal = shop.openJournal();
      closers.push(() => journal.close());
    },
  },
  'a stranger on the port of the tills': {
    code: 'doctor.local-port-taken',
    make: async ({ home }) => {
      const { url } = later(await stageCloud({ page: 'a printer' }));
      changeConfig(home, () => ({ localApi: { port: Number(new URL(url).port) } }));
    },
  },
  'a cloud that is not there': { code: 'doctor.cloud-unreachable', make: ({ cloud }) => cloud.stop() },
  'a cloud whose certificate nobody vouches for': {
    code: 'doctor.tls',
    make: async ({ home }) => {
      const { url } = later(await stageCloud({ tls: selfSigned(home.dir) }));
      changeConfig(home, () => ({ cloud: url }));
    },
  },
  'the portal of a hotel': { code: 'doctor.cloud-other', cloud: { page: '<html>Welcome, guest</html>' } },
  'a clock that is eleven minutes slow': { code: 'doctor.clock-off', cloud: { aheadMs: 660_000 } },
  'a key that was revoked': { code: 'doctor.key-refused', cloud: refused('agent.key-revoked') },
  'two keys of different pairings': { code: 'doctor.key-mismatch', cloud: refused('agent.signature') },
  'a pairing that nobody confirmed': { code: 'doctor.unconfirmed', cloud: refused('agent.unconfirmed', 403) },
  'an adapter that is not plugged in': { code: 'doctor.port-missing', make: address('usb:0403:6001') },
  'a port of another name': { code: 'doctor.port-missing', make: address('tty:/dev/ttyUSB97') },
  'a port of somebody else': {
    code: 'doctor.port-rights',
    make: async (shop) => {
      const { path = '' } = later(await simulator('pty')).ready;
      address(`tty:${path}`)(shop);
      chmodSync(path, 0o000);
    },
    plain: true,
  },
  'a port that another program has open': {
    code: 'doctor.port-busy',
    make: async (shop) => {
      const { path = '' } = later(await simulator('pty')).ready;
      address(`tty:${path}`)(shop);
      const held = await serialPort({ ...LINE_DEFAULT, port: path })({ onBytes() {}, onClosed() {} });
      closers.push(() => held.close());
    },
  },
  'a converter without power': { code: 'doctor.machine-unreachable', make: address('tcp:127.0.0.1:1') },
  'a machine that says nothing': {
    code: 'doctor.machine-silent',
    make: async (shop) => address(`tcp:127.0.0.1:${await mute()}`)(shop),
  },
  'a machine with its door open': {
    code: 'doctor.machine-fault',
    make: ({ machine }) => machine.fault({ name: 'door', value: -1 }),
  },
};

describe('the doctor', () => {
  it('finds nothing where all is well, names what it saw, and ends with 0', async () => {
    const { home } = await sound();
    const { code, report, bad } = await callDoctor(built.file, home);
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    const checks = ['software', 'pairing', 'home', 'secrets', 'agent', 'disk', 'journal', 'local-api'];
    expect(report.findings.map((each) => each.check)).toEqual([
      ...checks,
      ...['cloud', 'clock', 'key', 'port', 'machine', 'units'],
    ]);
    expect(report.findings.find((each) => each.check === 'journal')?.detail[0]).toBe('300 facts');
    expect(report.findings.find((each) => each.check === 'units')?.detail[0]).toMatch(/^\d+ units$/);
  });

  it.each(Object.entries(STAGED))('names %s, alone, and ends with its number', async (_name, stage) => {
    const shop = await sound(typeof stage.cloud === 'function' ? stage.cloud() : stage.cloud);
    await stage.make?.(shop);
    const { code, bad } = await callDoctor(built.file, shop.home, stage.words, stage.plain);
    expect(bad.map((each) => each.code)).toEqual([stage.code]);
    expect(code).toBe(DOCTOR_EXITS[stage.code]);
    expect(bad[0]?.exit).toBe(code);
    expect(bad[0]?.meaning?.th).toMatch(/[ก-๛]/);
  });

  it('asks a running agent instead of its port and its journal, and leaves it running', async () => {
    const { home } = await sound();
    changeConfig(home, () => ({ localApi: { port: 0 } }));
    const agent = await startProgram(built.file, ['run', '--home', home.dir]);
    closers.push(() => agent.end());
    const port = Number(agent.ready['localApi']);
    changeConfig(home, () => ({ localApi: { port } }));
    const healthy = await until('the machine is ready', async () => {
      const said = await callDoctor(built.file, home);
      return said.report.findings.some((each) => each.check === 'machine' && each.state === 'ok') ? said : undefined;
    });
    const seen = (check: string) => healthy.report.findings.filter((each) => each.check === check);
    expect(seen('agent')).toMatchObject([{ state: 'ok' }]);
    expect(seen('port')).toEqual([]);
    const again = await callDoctor(built.file, home);
    // A machine whose line somebody else had taken would have come back at a later time.
    expect(again.report.findings.filter((each) => each.check === 'machine')).toEqual(seen('machine'));
    expect(await agent.end('SIGTERM')).toBe(0);
  });

  it('says the same to a person, in aligned lines without colours, and in Thai', async () => {
    const { home } = await sound(refused('agent.key-revoked'));
    const { out } = await runCommand(built.file, ['doctor', '--home', home.dir]);
    expect(out).toContain('FAULT    key        The cloud does not accept the key of this agent');
    expect(out).toContain('Ends with 34.');
    expect(out).not.toContain('\u001b');
    expect(out).not.toContain(readFileSync(home.agentKey, 'utf8').trim());
    writeFileSync(home.config, '{');
    expect((await runCommand(built.file, ['doctor', '--home', home.dir])).out).toContain('is not JSON');
  });
});
