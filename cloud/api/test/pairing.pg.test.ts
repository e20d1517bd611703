import { readFileSync } from 'node:fs';
import { connectDatabase, withTenant } from '@tillbridge/core/db/client';
import { makeAgentKey } from '@tillbridge/core/keys/agent-key';
import { makeNonce } from '@tillbridge/core/keys/nonce';
import { replayRevocations } from '@tillbridge/core/keys/revocations';
import { agentKeyText, parseAgentKey } from '@tillbridge/shared/agent-key-text';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildApi } from '../src/app.ts';
import { openTill, post } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import * as kit from './start-api.ts';

let api: kit.TestApi;
let org: TestOrganization;
let owner: kit.Cookies;
beforeAll(async () => {
  api = await kit.startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await kit.signInAs(api.app, org.people.owner);
});
beforeEach(async () => {
  await api.db.sql`delete from throttles`;
});
afterAll(() => api.close());

const code = (agent?: string) => kit.makeCode(api.app, owner, org.shop, agent);
const tenant = <T>(fn: Parameters<typeof withTenant<T>>[2]) => withTenant(api.db, org.id, fn);
const wrongCodeLike = (good: string) =>
  `${good.slice(0, 4)}${good.slice(4) === '00000-00000' ? '11111-11111' : '00000-00000'}`;
const revoke = (agent: string) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/agents/${agent}/revoke`,
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...owner },
    payload: {},
  });

describe('a pairing code', () => {
  it('makes an agent, its key and all that the shop PC needs', async () => {
    const answer = await kit.pairWith(api.app, await code());
    expect(answer.statusCode, answer.body).toBe(200);
    expect(answer.json()).toMatchObject({
      organization: org.id,
      shop: { id: org.shop, timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' },
      machines: [{ id: org.machine, driver: 'glory-300' }],
      key: expect.stringMatching(/^tb_test_[0-9A-Za-z]{8}_[A-Za-z0-9_-]{43}_[0-9A-Za-z]{6}$/),
    });
  });

  it('is understood as people type it', async () => {
    const made = await code();
    const typed = made.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await kit.pairWith(api.app, typed)).statusCode).toBe(200);
  });

  it('lets exactly one of twenty racers win', async () => {
    const made = await code();
    const answers = await Promise.all(Array.from({ length: 20 }, () => kit.pairWith(api.app, made)));
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.json<{ code: string }>().code === 'pairing.code')).toHaveLength(19);
    const [count] = await tenant(
      (tx) =>
        tx<
          { n: number }[]
        >`select count(*) as n from pairing_codes where redeemed_agent_id is not null and redeemed_at > now() - interval '10 seconds'`,
    );
    expect(count?.n).toBeGreaterThan(0);
  });

  it('is refused to another key after it was redeemed', async () => {
    const made = await code();
    expect((await kit.pairWith(api.app, made)).statusCode).toBe(200);
    expect((await kit.pairWith(api.app, made)).json()).toMatchObject({ code: 'pairing.code', status: 403 });
  });

  it('answers the same key again when the answer was lost: same agent, and the first key is dead', async () => {
    const made = await code();
    const privateKey = kit.makeKeyPair();
    const first = (await kit.pairWith(api.app, made, { privateKey })).json<{ agent: string; key: string }>();
    const second = (await kit.pairWith(api.app, made, { privateKey })).json<{ agent: string; key: string }>();
    expect(second.agent).toBe(first.agent);
    expect((await kit.exchange(api.app, first.key, privateKey)).json()).toMatchObject({ code: 'agent.key-revoked' });
    expect((await kit.exchange(api.app, second.key, privateKey)).statusCode).toBe(200);
  });

  it('is burnt by the fifth wrong try: the sixth, right one fails', async () => {
    const made = await code();
    for (let wrong = 0; wrong < 5; wrong++) {
      expect((await kit.pairWith(api.app, wrongCodeLike(made))).json()).toMatchObject({ code: 'pairing.code' });
    }
    expect((await kit.pairWith(api.app, made)).json()).toMatchObject({ code: 'pairing.code', status: 403 });
  });

  it('survives four wrong tries', async () => {
    const made = await code();
    for (let wrong = 0; wrong < 4; wrong++) await kit.pairWith(api.app, wrongCodeLike(made));
    expect((await kit.pairWith(api.app, made)).statusCode).toBe(200);
  });

  it('is dead after ten minutes, by the clock of the server', async () => {
    const made = await code();
    await tenant(
      (tx) => tx`update pairing_codes set expires_at = now() - interval '1 second' where redeemed_at is null`,
    );
    expect((await kit.pairWith(api.app, made)).json()).toMatchObject({ code: 'pairing.code' });
  });

  it('lies in the database only as an HMAC', async () => {
    const made = (await code()).replaceAll('-', '');
    const rows = await tenant((tx) => tx<{ row: string }[]>`select p::text as row from pairing_codes p`);
    for (const { row } of rows) expect(row).not.toContain(made.slice(3));
  });

  it('needs the signature of the key that is being registered', async () => {
    const made = await code();
    const nonce = await kit.nonceFrom(api.app);
    const signature = kit.signText(kit.makeKeyPair(), `${nonce}.${made}`);
    expect((await kit.pairWith(api.app, made, { nonce, signature })).json()).toMatchObject({ code: 'agent.signature' });
    expect((await kit.pairWith(api.app, made, { nonce, signature: 'x' })).json()).toMatchObject({
      code: 'agent.signature',
    });
  });

  it('needs a nonce of ours that is fresh and was not used', async () => {
    const old = makeNonce(kit.SECRETS.pepper, Date.now() - 121_000);
    const forged = makeNonce(Buffer.from('another pepper altogether, as long'), Date.now());
    for (const nonce of [old, forged, 'nonsense', '']) {
      expect((await kit.pairWith(api.app, await code(), { nonce })).json(), nonce).toMatchObject({
        code: 'agent.signature',
      });
    }
    const nonce = await kit.nonceFrom(api.app);
    const privateKey = kit.makeKeyPair();
    const made = await code();
    expect((await kit.pairWith(api.app, made, { nonce, privateKey })).statusCode).toBe(200);
    expect((await kit.pairWith(api.app, made, { nonce, privateKey })).json()).toMatchObject({
      code: 'agent.signature',
    });
  });

  it('stops a guesser by address, and does not count a whole /64 as many', async () => {
    const made = await code();
    const tries = Array.from({ length: 32 }, async (_, index) => {
      const nonce = await kit.nonceFrom(api.app);
      const privateKey = kit.makeKeyPair();
      const wrong = wrongCodeLike(made);
      return api.app.inject({
        method: 'POST',
        url: '/v1/pair',
        remoteAddress: `2001:db8:1:2::${(index + 1).toString(16)}`,
        payload: {
          code: wrong,
          publicKey: privateKey.export({ format: 'jwk' }).x,
          nonce,
          signature: kit.signText(privateKey, `${nonce}.${wrong}`),
          installId: '0'.repeat(32),
          hostName: 'x',
          system: 'x',
        },
      });
    });
    const codes = (await Promise.all(tries)).map((answer) => answer.statusCode);
    expect(codes.filter((status) => status === 429)).toHaveLength(2);
  });

  it('pairs a known agent again: same id, same streams, the old key dead at once', async () => {
    const till = await openTill(api.app, owner, org.shop, org.machine);
    till.chain.sales(2);
    await till.deliver();
    expect((await revoke(till.agent.agent)).statusCode).toBe(200);
    expect((await post(api.app, till.token, '/v1/sync/open', till.chain.open())).json()).toMatchObject({
      code: 'agent.key-revoked',
    });
    const again = await kit.pairAgent(api.app, owner, org.shop, till.agent.agent);
    expect(again.agent).toBe(till.agent.agent);
    const opened = await post(api.app, await again.token(), '/v1/sync/open', till.chain.open());
    expect(opened.json()).toMatchObject({ epochs: [{ verdict: 'resume', highWater: 2 }] });
    expect((await post(api.app, till.token, '/v1/sync/open', till.chain.open())).statusCode).toBe(401);
  });

  it('keeps the agent of an install that is paired again, also with a code that names no agent', async () => {
    const installId = 'a'.repeat(32);
    const pairedWith = async (made: string, wish: { installId: string }) =>
      (await kit.pairWith(api.app, made, wish)).json<{ agent: string; key: string }>();
    const first = await pairedWith(await code(), { installId });
    expect((await revoke(first.agent)).statusCode).toBe(200);
    const again = await pairedWith(await code(), { installId });
    expect(again.agent).toBe(first.agent);
    expect((await pairedWith(await code(), { installId: 'b'.repeat(32) })).agent).not.toBe(first.agent);
    const elsewhere = await kit.makeCode(api.app, owner, org.otherShop);
    expect((await pairedWith(elsewhere, { installId })).agent).not.toBe(first.agent);
  });

  it('is not made for an agent of another shop', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.otherShop);
    await expect(code(agent.agent)).rejects.toThrow('api.not-found');
  });
});

describe('an agent key', () => {
  it('is refused without a query when a character is wrong, and like an unknown one when the secret is', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    const typo = `${agent.key.slice(0, -1)}${agent.key.endsWith('0') ? '1' : '0'}`;
    expect((await kit.exchange(api.app, typo, agent.privateKey)).json()).toMatchObject({
      code: 'agent.key-malformed',
      status: 401,
    });
    const other = await kit.pairAgent(api.app, owner, org.shop);
    const { id } = parseAgentKey(agent.key);
    const { secret } = parseAgentKey(other.key);
    const mixed = agentKeyText('test', { id, secret });
    const unknown = makeAgentKey('test').text;
    const answers = [mixed, unknown].map((key) => kit.exchange(api.app, key, agent.privateKey));
    for (const answer of await Promise.all(answers))
      expect(answer.json()).toMatchObject({ code: 'agent.key-revoked', status: 401 });
  });

  it('buys nothing without the signature of the PC it was made for', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    const copied = kit.makeKeyPair();
    expect((await kit.exchange(api.app, agent.key, copied)).json()).toMatchObject({
      code: 'agent.signature',
      status: 401,
    });
  });

  it('dies on every process with its revocation, together with the tokens it bought', async () => {
    const elsewhere = await buildApi(api.options);
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    const token = await agent.token();
    expect((await post(elsewhere, token, '/v1/sync/open', {})).statusCode).toBe(400);
    await revoke(agent.agent);
    for (const app of [api.app, elsewhere]) {
      expect((await post(app, token, '/v1/sync/open', {})).json()).toMatchObject({
        code: 'agent.key-revoked',
        status: 401,
      });
      expect((await kit.exchange(app, agent.key, agent.privateKey)).json()).toMatchObject({
        code: 'agent.key-revoked',
      });
    }
    await elsewhere.close();
  });

  it('stays revoked when the database is put back to before the revocation', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    const token = await agent.token();
    await revoke(agent.agent);
    // What a restore does: the rows are as they were.
    await tenant((tx) => tx`update agent_keys set revoked_at = null where agent_id = ${agent.agent}`);
    await tenant((tx) => tx`update agents set revoked_at = null where agent_id = ${agent.agent}`);
    expect((await post(api.app, token, '/v1/sync/open', {})).statusCode).toBe(400);
    const db = await connectDatabase({ url: api.cloned.appUrl, poolMax: 1 });
    expect(await replayRevocations(db, api.options.revocationsFile)).toBe(1);
    expect(await replayRevocations(db, api.options.revocationsFile)).toBe(0);
    await db.close();
    expect((await post(api.app, token, '/v1/sync/open', {})).statusCode).toBe(401);
  });

  it('is not brought down by the revocation of the key before it', async () => {
    const first = await kit.pairAgent(api.app, owner, org.shop);
    await revoke(first.agent);
    const second = await kit.pairAgent(api.app, owner, org.shop, first.agent);
    await replayRevocations(api.db, api.options.revocationsFile);
    expect((await kit.exchange(api.app, second.key, second.privateKey)).statusCode).toBe(200);
  });

  it('leaves no secret in the file of revocations or in the trail', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    await revoke(agent.agent);
    const rows = await tenant((tx) => tx<{ row: string }[]>`select e::text as row from audit_events e`);
    const everything = `${readFileSync(api.options.revocationsFile, 'utf8')}${rows.map((row) => row.row).join('')}`;
    expect(everything.includes(parseAgentKey(agent.key).secret)).toBe(false);
    expect(everything.includes(parseAgentKey(agent.key).id)).toBe(true);
  });

  it('needs the right person to be revoked', async () => {
    const agent = await kit.pairAgent(api.app, owner, org.shop);
    const cookies = await kit.signInAs(api.app, org.people.technician);
    const answer = await api.app.inject({
      method: 'POST',
      url: `/api/v1/agents/${agent.agent}/revoke`,
      headers: { 'sec-fetch-site': 'same-origin' },
      cookies: { ...cookies },
      payload: {},
    });
    expect(answer.json()).toMatchObject({ code: 'api.forbidden', detail: 'agent.revoke' });
  });
});
