import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { keyIdOf } from '../src/access/tokens.ts';
import { makeOrganization } from './make-world.ts';
import { ORIGIN, pairAgent, SECRETS, signInAs, startApi, type TestAgent, type TestApi } from './start-api.ts';

let api: TestApi;
let agent: TestAgent;
const tokens = { web: '', agent: '' };
type Namespace = keyof typeof tokens;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  const org = await makeOrganization(api.db, 'Alpha');
  const cookies = await signInAs(api.app, org.people.owner);
  agent = await pairAgent(api.app, cookies, org.shop);
  tokens.web = cookies['tb_access'] ?? '';
  tokens.agent = await agent.token();
});
afterAll(() => api.close());

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

/** A token signed with our own key, true in everything but what the test names. */
function forge(namespace: Namespace, header: object = {}, claims: object = {}, key?: KeyObject | string): string {
  const [head, body] = tokens[namespace].split('.');
  const input = `${encode({ ...decode(head), ...header })}.${encode({ ...decode(body), ...claims })}`;
  const signer = key ?? (namespace === 'web' ? SECRETS.webKey : SECRETS.agentKey);
  return `${input}.${sign(null, Buffer.from(input), signer).toString('base64url')}`;
}

function hmacToken(namespace: Namespace, alg: 'HS256' | 'HS512', secret: string): string {
  const [head, body] = tokens[namespace].split('.');
  const input = `${encode({ ...decode(head), alg })}.${body}`;
  const hash = alg === 'HS256' ? 'sha256' : 'sha512';
  return `${input}.${createHmac(hash, secret).update(input).digest('base64url')}`;
}

async function statusOf(namespace: Namespace, token: string): Promise<number> {
  const response =
    namespace === 'web'
      ? await api.app.inject({ url: '/api/v1/me', cookies: { tb_access: token } })
      : await api.app.inject({
          method: 'POST',
          url: '/v1/sync/open',
          headers: { authorization: `Bearer ${token}` },
          payload: {},
        });
  expect(response.headers['content-type']).toContain('json');
  return response.statusCode;
}

const nowS = Math.floor(Date.now() / 1000);
const stranger = generateKeyPairSync('ed25519').privateKey;
const publicPem = (namespace: Namespace) =>
  createPublicKey(namespace === 'web' ? SECRETS.webKey : SECRETS.agentKey)
    .export({ type: 'spki', format: 'pem' })
    .toString();

const ATTACKS: Record<string, (namespace: Namespace) => string> = {
  'algorithm none': (n) => `${encode({ ...decode(tokens[n].split('.')[0]), alg: 'none' })}.${tokens[n].split('.')[1]}.`,
  'algorithm none with the signature left on': (n) => forge(n, { alg: 'none' }),
  'no signature': (n) => `${tokens[n].split('.').slice(0, 2).join('.')}.`,
  'HS256 with the public key as secret': (n) => hmacToken(n, 'HS256', publicPem(n)),
  'HS512 with an empty key': (n) => hmacToken(n, 'HS512', ''),
  'HS512 with one character': (n) => hmacToken(n, 'HS512', 'a'),
  'the key of a stranger': (n) => forge(n, {}, {}, stranger),
  'no exp': (n) => forge(n, {}, { exp: undefined }),
  'exp as text': (n) => forge(n, {}, { exp: String(nowS + 600) }),
  'exp null': (n) => forge(n, {}, { exp: null }),
  'exp in ten years': (n) => forge(n, {}, { exp: nowS + 10 * 365 * 86_400 }),
  'exp in the past': (n) => forge(n, {}, { iat: nowS - 700, exp: nowS - 100 }),
  'a lifetime of sixteen minutes': (n) => forge(n, {}, { iat: nowS, exp: nowS + 960 }),
  'no iat': (n) => forge(n, {}, { iat: undefined }),
  'iat in the future': (n) => forge(n, {}, { iat: nowS + 300, exp: nowS + 600 }),
  'another issuer': (n) => forge(n, {}, { iss: 'https://evil.example' }),
  'no issuer': (n) => forge(n, {}, { iss: undefined }),
  'another audience': (n) => forge(n, {}, { aud: 'somebody' }),
  'no audience': (n) => forge(n, {}, { aud: undefined }),
  'an array of audiences with ours in it': (n) => forge(n, {}, { aud: [decode(tokens[n].split('.')[1])['aud'], 'x'] }),
  'another typ': (n) => forge(n, { typ: 'at+jwt' }),
  'no typ': (n) => forge(n, { typ: undefined }),
  'an unknown kid': (n) => forge(n, { kid: 'someone' }),
  'a path as kid': (n) => forge(n, { kid: '../../../../dev/null' }),
  'SQL as kid': (n) => forge(n, { kid: "x' union select 'key" }),
  'no kid': (n) => forge(n, { kid: undefined }),
  'jku of a stranger': (n) => forge(n, { jku: 'https://evil.example/keys' }, {}, stranger),
  'jwk of a stranger': (n) => forge(n, { jwk: createPublicKey(stranger).export({ format: 'jwk' }) }, {}, stranger),
  'crit with a field nobody knows': (n) => forge(n, { crit: ['exp'], exp: nowS }),
  'crit empty': (n) => forge(n, { crit: [] }),
  'an organization that is no id': (n) => forge(n, {}, { org: "x' or true --" }),
  'a subject that is no text': (n) => forge(n, {}, { sub: { $ne: null } }),
  'a claim of its own invention': (n) => forge(n, {}, { permissions: ['people.manage'] }),
  'a token of the other namespace': (n) => tokens[n === 'web' ? 'agent' : 'web'],
  'the other namespace signed with this key': (n) =>
    forge(
      n === 'web' ? 'agent' : 'web',
      { kid: keyIdOf(n === 'web' ? SECRETS.webKey : SECRETS.agentKey) },
      {},
      n === 'web' ? SECRETS.webKey : SECRETS.agentKey,
    ),
  'one byte of the signature': (n) =>
    `${tokens[n].slice(0, -2)}${tokens[n].at(-2) === 'A' ? 'B' : 'A'}${tokens[n].at(-1)}`,
  'four parts': (n) => `${tokens[n]}.x`,
  'no token at all': () => '',
  'a header that is not JSON': (n) => `e30x.${tokens[n].split('.').slice(1).join('.')}`,
  'a payload that is an array': (n) => forge(n, {}, {}).replace(/\.[^.]+\./, `.${encode([])}.`),
};

describe.each(['web', 'agent'] as const)('a token for %s', (namespace) => {
  it('is good as it was given', async () => {
    const status = await statusOf(namespace, tokens[namespace]);
    // The empty open request is refused for its form, after the token was believed.
    expect(status).toBe(namespace === 'web' ? 200 : 400);
    expect(await statusOf(namespace, forge(namespace))).toBe(status);
  });

  it.each(Object.entries(ATTACKS))('is refused with 401: %s', async (_name, attack) => {
    expect(await statusOf(namespace, attack(namespace))).toBe(401);
  });
});

describe('where a token is looked for', () => {
  it('is the cookie for people and the header for agents, never the address', async () => {
    for (const name of ['token', 'access_token', 'jwt', 'tb_access']) {
      const response = await api.app.inject({ url: `/api/v1/me?${name}=${tokens.web}` });
      expect(response.statusCode).toBe(401);
    }
    const header = await api.app.inject({ url: '/api/v1/me', headers: { authorization: `Bearer ${tokens.web}` } });
    expect(header.statusCode).toBe(401);
    const inQuery = await api.app.inject({ method: 'POST', url: `/v1/sync/open?token=${tokens.agent}`, payload: {} });
    expect(inQuery.statusCode).toBe(401);
  });

  it.each(['Bearer', 'Bearer ', 'Bearer a b c', 'Basic eHg6eA==', 'bearer', 'Bearer\tx', ''])(
    'answers 401 to the header %j',
    async (authorization) => {
      const response = await api.app.inject({
        method: 'POST',
        url: '/v1/sync/open',
        headers: { authorization },
        payload: {},
      });
      expect(response.statusCode).toBe(401);
    },
  );

  it('names the issuer of this installation', () => {
    expect(decode(tokens.web.split('.')[1])).toMatchObject({ iss: ORIGIN });
  });
});
