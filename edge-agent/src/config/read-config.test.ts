import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Fault } from '@tillbridge/shared/faults/fault';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentConfig } from './agent-config.ts';
import { type Home, homeAt } from './home.ts';
import { readConfig } from './read-config.ts';
import { readSecrets, writeSecret } from './secrets.ts';

const UUID = '0192f0c0-0000-7000-8000-000000000001';
const valid: AgentConfig = {
  cloud: 'https://cloud.example',
  agent: UUID,
  organization: UUID,
  shop: { id: UUID, name: 'Silom', timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
  machines: [{ id: UUID, name: 'Front', driver: 'glory-300', address: 'tty:/dev/ttyUSB0', currency: 'THB' }],
  localApi: { port: 4310 },
};
const FCC: AgentConfig['machines'][number] = {
  id: UUID.replace('1', '3'),
  name: 'Back',
  driver: 'glory-fcc',
  address: 'http://192.168.0.25/axis2/services/BrueBoxService',
  currency: 'THB',
  fcc: { events: { announce: '192.168.0.1', port: 55_561 } },
};
let home: Home;

beforeEach(() => {
  home = homeAt(mkdtempSync(join(tmpdir(), 'tillbridge-config-')));
});
afterEach(() => rmSync(home.dir, { recursive: true }));

function mistakesOf(config: unknown): readonly string[] {
  writeFileSync(home.config, typeof config === 'string' ? config : JSON.stringify(config));
  try {
    readConfig(home.config);
    return [];
  } catch (error) {
    expect(error).toMatchObject({ code: 'edge.config' });
    return (error as Fault).extra['mistakes'] as string[];
  }
}

describe('the configuration', () => {
  it('is taken as it is when it has no mistake', () => {
    writeFileSync(home.config, JSON.stringify(valid));
    expect(readConfig(home.config)).toEqual(valid);
  });

  it('names every mistake in one message', () => {
    const { agent: _, ...rest } = valid;
    const found = mistakesOf({
      ...rest,
      shop: { ...valid.shop, cutOffMinutes: 1440 },
      localApi: { port: '80' },
      pepper: 1,
    });
    expect(found.join('\n')).toMatch(/agent/);
    expect(found.join('\n')).toMatch(/shop\.cutOffMinutes must be <= 1439/);
    expect(found.join('\n')).toMatch(/localApi\.port must be integer/);
    expect(found.join('\n')).toMatch(/pepper/);
  });

  it.each([
    ['a cloud without TLS', { cloud: 'http://cloud.example' }, /https/],
    ['a cloud with a password', { cloud: 'https://a:b@cloud.example' }, /password/],
    ['a zone that is not there', { shop: { ...valid.shop, timeZone: 'Asia/Bankok' } }, /time zone/],
    [
      'a currency without a preset',
      { machines: valid.machines.map((each) => ({ ...each, currency: 'EUR' })) },
      /table is needed/,
    ],
    [
      'a table of another currency',
      { machines: valid.machines.map((each) => ({ ...each, table: 'jpy-rt300' })) },
      /JPY/,
    ],
    ['a par of no unit', { machines: valid.machines.map((each) => ({ ...each, par: { N9: 10 } })) }, /no unit N9/],
    [
      'a strange choice of pieces',
      { machines: valid.machines.map((each) => ({ ...each, choose: 'dearest' })) },
      /choose/,
    ],
    [
      'two machines at one address',
      { machines: [...valid.machines, { ...valid.machines[0], id: UUID.replace('1', '2') }] },
      /address/,
    ],
  ])('refuses %s', (_name, over, said) => {
    expect(mistakesOf({ ...valid, ...over }).join('\n')).toMatch(said);
  });

  it('takes a serial machine and one with an FCC side by side', () => {
    expect(mistakesOf({ ...valid, machines: [...valid.machines, FCC] })).toEqual([]);
  });

  it('names everything that is wrong with a machine with an FCC at once', () => {
    const { fcc, ...bare } = FCC;
    const second = {
      ...FCC,
      id: UUID.replace('1', '4'),
      address: 'tcp:192.168.0.25:80',
      name: 'Side',
      table: 'jpy-rt300',
    };
    const third = {
      ...FCC,
      id: UUID.replace('1', '5'),
      name: 'Loop',
      fcc: { events: { announce: '127.0.0.1', port: 55_561 } },
    };
    const serial = { ...valid.machines[0], fcc };
    const found = mistakesOf({ ...valid, machines: [bare, second, third, serial] }).join('\n');
    expect(found).toMatch(/Back: fcc\.events is needed/);
    expect(found).toMatch(/Side: the address of a glory-fcc is a URL/);
    expect(found).toMatch(/Side: line and table are for the driver glory-300/);
    expect(found).toMatch(/Loop: fcc\.events\.announce must be the address of this PC/);
    expect(found).toMatch(/Front: fcc is for the driver glory-fcc/);
    expect(found).toMatch(/two have fcc\.events\.port 55561/);
  });

  it('takes the float that should stay, and whose choice the pieces are', () => {
    const machines = valid.machines.map((each) => ({ ...each, par: { N4: 100, C1: 50 }, choose: 'keep-float' }));
    expect(mistakesOf({ ...valid, machines })).toEqual([]);
  });

  it('takes a cloud on this PC without TLS', () => {
    expect(mistakesOf({ ...valid, cloud: 'http://127.0.0.1:3000' })).toEqual([]);
  });

  it('says what is wrong with a file that is no JSON', () => {
    expect(mistakesOf('{"cloud":')).toMatchObject([expect.stringMatching(/is not JSON/)]);
  });

  it('says that a home is not paired when there is none', () => {
    expect(() => readConfig(home.config)).toThrow(expect.objectContaining({ code: 'edge.not-paired' }));
  });
});

describe('the secrets', () => {
  const pem = String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const writeAll = () => {
    writeSecret(home, home.agentKey, 'tb_test_key\n');
    writeSecret(home, home.privateKey, pem);
    writeSecret(home, home.localToken, 'tbl_token\n');
  };

  it('are read without the line ends of their files', () => {
    writeAll();
    expect(readSecrets(home)).toMatchObject({ agentKey: 'tb_test_key', localToken: 'tbl_token' });
    expect(readSecrets(home).privateKey.asymmetricKeyType).toBe('ed25519');
  });

  it('hold the password of a machine that asks for one, and only if nobody else can read it', () => {
    writeAll();
    expect(readSecrets(home, [{ id: UUID }]).machinePasswords?.size).toBe(0);
    writeSecret(home, home.passwordOf(UUID), 'till-4711\n');
    expect(readSecrets(home, [{ id: UUID }]).machinePasswords?.get(UUID)).toBe('till-4711');
    chmodSync(home.passwordOf(UUID), 0o644);
    expect(() => readSecrets(home, [{ id: UUID }])).toThrow(expect.objectContaining({ code: 'edge.secrets-open' }));
  });

  it.each(['agentKey', 'privateKey', 'localToken', 'secrets'] as const)(
    'are refused when others can read %s',
    (which) => {
      writeAll();
      chmodSync(home[which], which === 'secrets' ? 0o750 : 0o640);
      expect(() => readSecrets(home)).toThrow(expect.objectContaining({ code: 'edge.secrets-open' }));
    },
  );

  it('are missed by name', () => {
    mkdirSync(home.secrets, { mode: 0o700 });
    expect(() => readSecrets(home)).toThrow(expect.objectContaining({ code: 'edge.not-paired' }));
  });

  it('never show a broken key in the error', () => {
    writeAll();
    writeFileSync(home.privateKey, '-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----\n');
    expect(() => readSecrets(home)).toThrow(expect.objectContaining({ code: 'edge.secret-unreadable' }));
  });
});
