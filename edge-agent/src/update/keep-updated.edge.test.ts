import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeAt } from '../config/home.ts';
import { until } from '../delivery/testing/shop.ts';
import { silentLog } from '../log.ts';
import { keepUpdated } from './keep-updated.ts';
import { FIRST_POINTER } from './pointer.ts';
import { readPointer } from './pointer-file.ts';
import { openMaker, openStick, type Stick } from './testing/maker.ts';
import { smallVersion } from './testing/small-version.ts';
import { updateSettings } from './update-settings.ts';
import { wishFile } from './wish.ts';

const DAY_MS = 86_400_000;
const maker = openMaker();
let stick: Stick;
let server: Server;
let asked: string[];
let url: string;
const closers: (() => unknown)[] = [];
beforeEach(async () => {
  const soon = {
    issued: new Date(Date.now() - DAY_MS).toISOString(),
    expires: new Date(Date.now() + DAY_MS).toISOString(),
  };
  stick = openStick(maker, soon, smallVersion('sound'));
  mkdirSync(join(stick.dir, 'journal'));
  asked = [];
  server = createServer(({ url: path = '' }, response) => {
    asked.push(path);
    const file = join(stick.stick, ...path.split('/').slice(2));
    if (existsSync(file)) response.end(readFileSync(file));
    else response.writeHead(404).end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/release`;
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  stick.remove();
});

/** The loop of a running agent, with minutes made short. */
function keep(over: { isIdle?: () => boolean; everyMs?: number; code?: (code: string) => void } = {}) {
  const warn = (_event: string, fields: Readonly<Record<string, unknown>> = {}) => over.code?.(String(fields['code']));
  const log = { ...silentLog, warn };
  const keeper = keepUpdated({
    home: homeAt(stick.dir),
    agent: { status: () => ({ delivery: { clockOffsetMs: 0 } }) as never },
    settings: { automatic: true, url, channel: 'stable', everyMs: over.everyMs ?? 20, windowMs: 1_000 },
    installation: { base: stick.dir, slot: 'base' },
    clock: { nowMs: Date.now, monotonicMs: () => performance.now(), boot: '' },
    fetch,
    log,
    isIdle: over.isIdle ?? (() => true),
    quietMs: 30,
    random: () => 0.5,
  });
  closers.push(() => keeper.stop());
}
const wish = () => wishFile(stick.versions).read();

describe('an agent that looks for updates by itself', () => {
  it('brings a version beside, has it test itself, and asks for its turn once it was quiet for a while', async () => {
    let idle = false;
    keep({ isIdle: () => idle });
    await until('the version lies there', () => existsSync(stick.versions.slotOf('stable-7-0.2.0')), 20_000);
    expect(wish()).toBeUndefined();
    idle = true;
    await until('it asks', () => wish() !== undefined, 20_000);
    expect(wish()).toEqual({ kind: 'forward', slot: 'stable-7-0.2.0' });
    expect(readPointer(stick.versions)).toEqual(FIRST_POINTER);
  });

  it('goes on as it is where nothing is offered, or nothing to be trusted, and looks again', async () => {
    const codes: string[] = [];
    const manifest = join(stick.stick, 'manifest.json');
    cpSync(manifest, `${manifest}.kept`);
    writeFileSync(manifest, '[]');
    keep({ code: (code) => codes.push(code) });
    await until('it has looked twice', () => codes.length >= 2, 20_000);
    expect(new Set(codes)).toEqual(new Set(['update.malformed']));
    expect(wish()).toBeUndefined();
    cpSync(`${manifest}.kept`, manifest);
    await until('it asks', () => wish() !== undefined, 20_000);
  });

  it('that ends while it waits for quiet asks for nothing', async () => {
    keep({ isIdle: () => false });
    await until('the version lies there', () => existsSync(stick.versions.slotOf('stable-7-0.2.0')), 20_000);
    for (const close of closers.splice(0)) await close();
    expect(wish()).toBeUndefined();
  });
});

describe('what is configured about updates', () => {
  it('is off where nothing is said, and asks the cloud for the stable channel of this platform where only that is', () => {
    const cloud = 'https://cloud.example/';
    expect(updateSettings({ cloud }, 'linux-x64-glibc-115')).toMatchObject({ automatic: false, windowMs: 600_000 });
    expect(updateSettings({ cloud, updates: { automatic: true } }, 'linux-x64-glibc-115')).toMatchObject({
      automatic: true,
      url: 'https://cloud.example/releases/stable/linux-x64-glibc-115',
    });
    const own = { automatic: true, url: 'https://mirror.example/t', channel: 'beta' };
    expect(updateSettings({ cloud, updates: own }, 'p').url).toBe('https://mirror.example/t/beta/p');
  });
});
