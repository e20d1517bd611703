import { createPublicKey, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { homeAt } from '../config/home.ts';
import { readConfig } from '../config/read-config.ts';
import { readSecrets } from '../config/secrets.ts';
import { awaitConfirmation } from './await-confirmation.ts';
import { ADDRESS_DEFAULT, pair } from './pair.ts';
import { runProgram } from './program.ts';

const UUID = '0192f0c0-0000-7000-8000-00000000000';
const CODE = '7KM-3QX9P-VT2HD';
const CLOUD = 'https://cloud.example';
const answer = {
  agent: `${UUID}1`,
  organization: `${UUID}2`,
  shop: { id: `${UUID}3`, name: 'Silom', timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
  machines: [{ id: `${UUID}4`, name: 'Front', driver: 'glory-300' }],
  key: 'tb_test_ab12cd34_secret',
};
type Asked = Record<'code' | 'publicKey' | 'nonce' | 'signature' | 'installId' | 'hostName' | 'system', string>;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tillbridge-pair-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

/** A cloud that redeems whatever is signed, or answers what it is told to. */
function cloud(instead?: () => Response) {
  const asked: Asked[] = [];
  const fetched: typeof fetch = async (input, init) => {
    if (String(input) === `${CLOUD}/v1/agent/nonce`) return Response.json({ nonce: `nonce-${asked.length}` });
    expect(String(input)).toBe(`${CLOUD}/v1/pair`);
    const body = JSON.parse(String(init?.body)) as Asked;
    asked.push(body);
    return instead?.() ?? Response.json(answer);
  };
  return { asked, fetched };
}
const wish = (fetched: typeof fetch, over: Partial<Parameters<typeof pair>[0]> = {}) => ({
  code: CODE,
  cloud: CLOUD,
  home: homeAt(dir),
  again: false,
  addresses: new Map<string, string>(),
  fetch: fetched,
  ...over,
});

const shell = (words: string[], fetched: typeof fetch) => {
  const said = { out: '', err: '' };
  const run = runProgram({
    words,
    program: ['node', 'tillbridge.js'],
    defaultHome: dir,
    language: 'en',
    shown: false,
    watched: false,
    fetch: fetched,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    readSecret: async () => '',
    endAsked: Promise.resolve(),
  });
  return { said, run };
};

describe('pairing', () => {
  it('takes a machine at a URL for one with an FCC, and says where this PC is', async () => {
    const address = 'http://192.168.0.25/axis2/services/BrueBoxService';
    await pair(wish(cloud().fetched, { addresses: new Map([['*', address]]) }));
    expect(readConfig(homeAt(dir).config).machines[0]).toMatchObject({
      driver: 'glory-fcc',
      address,
      fcc: { events: { announce: expect.any(String), port: 55_561 } },
    });
    const { config: back } = await pair(
      wish(cloud().fetched, { again: true, addresses: new Map([['*', 'tcp:10.0.0.5:4001']]) }),
    );
    expect(back.machines[0]).not.toHaveProperty('fcc');
  });

  it("signs the cloud's nonce and the code with a key made here, and leaves a home that can be read", async () => {
    const { asked, fetched } = cloud();
    await pair(wish(fetched, { addresses: new Map([['Front', 'tcp:10.0.0.5:4001']]), port: 4399 }));
    const [body] = asked;
    if (body === undefined) throw new Error('nothing was asked');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: body.publicKey }, format: 'jwk' });
    expect(verify(null, Buffer.from(`nonce-0.${CODE}`), key, Buffer.from(body.signature, 'base64url'))).toBe(true);
    const config = readConfig(homeAt(dir).config);
    expect(config).toMatchObject({ agent: answer.agent, installId: body.installId, localApi: { port: 4399 } });
    expect(config.machines).toMatchObject([{ id: `${UUID}4`, address: 'tcp:10.0.0.5:4001', currency: 'THB' }]);
    expect(readSecrets(homeAt(dir)).agentKey).toBe(answer.key);
    expect(statSync(homeAt(dir).config).mode & 0o077).toBe(0);
  });

  it('asks again with the same key after a lost answer, which is the only key the cloud would answer', async () => {
    let lost = true;
    const { asked, fetched } = cloud(() => {
      if (!lost) return Response.json(answer);
      lost = false;
      throw new TypeError('fetch failed');
    });
    await expect(pair(wish(fetched))).rejects.toMatchObject({ code: 'edge.cloud-unreachable' });
    expect(existsSync(homeAt(dir).config)).toBe(false);
    await pair(wish(fetched));
    expect(asked[1]?.publicKey).toBe(asked[0]?.publicKey);
    expect(asked[1]?.installId).toBe(asked[0]?.installId);
  });

  it('does not touch a home that is paired, unless it is told to; then it keeps addresses, token and install', async () => {
    const { asked, fetched } = cloud();
    await pair(wish(fetched, { addresses: new Map([['*', 'tcp:10.0.0.5:4001']]) }));
    const token = readFileSync(homeAt(dir).localToken, 'utf8');
    await expect(pair(wish(fetched))).rejects.toMatchObject({ code: 'edge.already-paired' });
    const { config } = await pair(wish(fetched, { again: true }));
    expect(config.machines[0]?.address).toBe('tcp:10.0.0.5:4001');
    expect(readFileSync(homeAt(dir).localToken, 'utf8')).toBe(token);
    expect(asked[1]?.publicKey).not.toBe(asked[0]?.publicKey);
    expect(asked[1]?.installId).toBe(asked[0]?.installId);
  });

  it('gives a machine without an address one that a technician recognizes', async () => {
    const { config } = await pair(wish(cloud().fetched));
    expect(config.machines[0]?.address).toBe(ADDRESS_DEFAULT);
  });

  it('sends no key over an open line', async () => {
    const { fetched, asked } = cloud();
    await expect(pair(wish(fetched, { cloud: 'http://cloud.example' }))).rejects.toMatchObject({ code: 'edge.config' });
    expect(asked).toEqual([]);
  });

  it.each([
    ['what the cloud refuses with', () => Response.json({ code: 'pairing.code' }, { status: 403 }), 'pairing.code'],
    ['a page of a hotel', () => new Response('<html>', { status: 200 }), 'edge.cloud-unreachable'],
    ['a proxy that is down', () => new Response('bad gateway', { status: 502 }), 'edge.cloud-unreachable'],
  ])('ends with %s', async (_name, instead, code) => {
    await expect(pair(wish(cloud(instead).fetched))).rejects.toMatchObject({ code });
  });
});

describe('a pairing that waits for somebody to confirm', () => {
  /** A cloud whose token desk answers in turn; the last answer stays. */
  function desk(...answers: readonly (() => Response)[]) {
    let asked = 0;
    const { fetched } = cloud(() => Response.json({ ...answer, confirmed: false }));
    const all: typeof fetch = async (input, init) => {
      if (!String(input).endsWith('/v1/agent/token')) return fetched(input, init);
      const next = answers[Math.min(asked++, answers.length - 1)];
      if (next === undefined) throw new Error('no answer');
      return next();
    };
    return { all, asked: () => asked };
  }
  const unconfirmed = () => Response.json({ code: 'agent.unconfirmed' }, { status: 403 });
  const away = () => {
    throw new TypeError('fetch failed');
  };
  const sold = () => Response.json({ token: 'a.b.c', expiresInMs: 1, agent: `${UUID}1`, shop: `${UUID}3` });

  async function waitAt(fetched: typeof fetch, patienceMs = 10_000) {
    const { confirmed, fingerprint } = await pair(wish(fetched));
    expect(confirmed).toBe(false);
    expect(fingerprint).toMatch(/^([0-9A-F]{4} ){7}[0-9A-F]{4}$/);
    const { agentKey, privateKey } = readSecrets(homeAt(dir));
    const stopped = new AbortController().signal;
    const to = { fetch: fetched, cloud: CLOUD, agentKey, privateKey, patienceMs, stopped, askEveryMs: 1 };
    return awaitConfirmation(to);
  }

  it('asks on over a lost line until the cloud sells a token', async () => {
    const { all, asked } = desk(unconfirmed, away, unconfirmed, sold);
    expect(await waitAt(all)).toBe(true);
    expect(asked()).toBe(4);
  });

  it('ends when the PC was turned away', async () => {
    const { all } = desk(unconfirmed, () => Response.json({ code: 'agent.key-revoked' }, { status: 401 }));
    await expect(waitAt(all)).rejects.toMatchObject({ code: 'agent.key-revoked' });
  });

  it('gives up after its time and leaves a home that works as soon as somebody confirms', async () => {
    expect(await waitAt(desk(unconfirmed).all, 0)).toBe(false);
    expect(readConfig(homeAt(dir).config).agent).toBe(answer.agent);
  });

  it('shows the fingerprint and ends with 69 while nobody confirmed', async () => {
    const { run, said } = shell(['pair', CODE, '--cloud', CLOUD, '--wait', '0'], desk(unconfirmed).all);
    expect(await run).toBe(69);
    expect(said.out).toMatch(/Fingerprint of this PC: ([0-9A-F]{4} ){7}[0-9A-F]{4}\n/);
    expect(said.out).toContain('not confirmed yet');
  });
});

describe('the shell', () => {
  it('pairs with one line, and answers in JSON when asked', async () => {
    const { run, said } = shell(
      ['pair', CODE, '--cloud', CLOUD, '--machine', 'tcp:10.0.0.5:4001', '--json'],
      cloud().fetched,
    );
    expect(await run).toBe(0);
    expect(JSON.parse(said.out)).toMatchObject({ agent: answer.agent, home: dir });
    expect(said.out + said.err).not.toContain(answer.key);
  });

  it.each([
    [['pair', CODE], 64],
    [['pair', CODE, '--cloud', CLOUD, '--machine', 'com3'], 64],
    [['pair', CODE, '--cloud', CLOUD, '--port', '99999'], 64],
    [['fly'], 64],
    [['run'], 78],
    [['status'], 78],
    [['simulate', '--listen', 'nowhere'], 64],
    [['--help'], 0],
    [['--version'], 0],
  ])('ends %j with %i and a sentence', async (words, code) => {
    const { run, said } = shell(words, cloud().fetched);
    expect(await run).toBe(code);
    expect(said.out + said.err).not.toBe('');
  });
});
