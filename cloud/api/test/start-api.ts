import { createHash, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, type Database } from '@tillbridge/core/db/client';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { buildApi } from '../src/app.ts';
import type { ApiOptions } from '../src/options.ts';
import { PASSWORD, type TestPerson } from './make-world.ts';

export const ORIGIN = 'http://127.0.0.1:8080';
export const SECRETS = {
  pepper: Buffer.from('a pepper of the tests, long enough for it'),
  webKey: privatePem(),
  agentKey: privatePem(),
};

/** A database of the test file's own, as `cloneDatabase` makes it. */
export interface OwnDatabase {
  readonly appUrl: string;
  drop(): Promise<void>;
}

export interface TestApi {
  readonly app: FastifyInstance;
  readonly db: Database;
  readonly cloned: OwnDatabase;
  readonly options: ApiOptions;
  close(): Promise<void>;
}

/** The real API over a fresh real database. */
export async function startApi(cloned: OwnDatabase, more: Partial<ApiOptions> = {}): Promise<TestApi> {
  const db = await connectDatabase({ url: cloned.appUrl, poolMax: 8 });
  const options: ApiOptions = {
    database: db,
    databaseUrl: cloned.appUrl,
    publicOrigin: ORIGIN,
    secrets: SECRETS,
    keyMode: 'test',
    revocationsFile: join(mkdtempSync(join(tmpdir(), 'tillbridge-api-')), 'revocations.ndjson'),
    // What a generator asks with `wait` is answered soon.
    commandWaitMs: 20,
    ...more,
  };
  const app = await buildApi(options);
  const close = async () => {
    await app.close();
    await db.close();
    await cloned.drop();
  };
  return { app, db, cloned, options, close };
}

export type Cookies = Readonly<Record<string, string>>;

export function cookiesOf(response: LightMyRequestResponse): Cookies {
  return Object.fromEntries(response.cookies.map((cookie) => [cookie.name, cookie.value]));
}

/** Signs in as the page does and answers the cookies. */
export async function signInAs(app: FastifyInstance, person: TestPerson): Promise<Cookies> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    headers: { 'sec-fetch-site': 'same-origin' },
    payload: { email: person.email, password: PASSWORD },
  });
  if (response.statusCode !== 200) throw new Error(`sign-in failed: ${response.body}`);
  return cookiesOf(response);
}

export interface TestAgent {
  readonly agent: string;
  readonly key: string;
  readonly privateKey: KeyObject;
  token(): Promise<string>;
}

export async function nonceFrom(app: FastifyInstance): Promise<string> {
  return (await app.inject('/v1/agent/nonce')).json<{ nonce: string }>().nonce;
}

export function signText(privateKey: KeyObject, text: string): string {
  return sign(null, Buffer.from(text), privateKey).toString('base64url');
}

export interface PairWish {
  readonly privateKey?: KeyObject;
  readonly nonce?: string;
  readonly signature?: string;
  readonly installId?: string;
}

export function makeKeyPair(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** One pairing request as the shop PC sends it. */
export async function pairWith(
  app: FastifyInstance,
  code: string,
  wish: PairWish = {},
): Promise<LightMyRequestResponse> {
  const privateKey = wish.privateKey ?? makeKeyPair();
  const nonce = wish.nonce ?? (await nonceFrom(app));
  return app.inject({
    method: 'POST',
    url: '/v1/pair',
    payload: {
      code,
      publicKey: publicText(privateKey),
      nonce,
      signature: wish.signature ?? signText(privateKey, `${nonce}.${code}`),
      installId: wish.installId ?? randomUUID().replaceAll('-', ''),
      hostName: 'till-1',
      system: 'linux',
    },
  });
}

/** Makes a code as a person with the right, and redeems it. */
export async function pairAgent(
  app: FastifyInstance,
  cookies: Cookies,
  shop: string,
  agent?: string,
): Promise<TestAgent> {
  const code = await makeCode(app, cookies, shop, agent);
  const privateKey = makeKeyPair();
  const paired = await pairWith(app, code, { privateKey });
  if (paired.statusCode !== 200) throw new Error(`pairing failed: ${paired.body}`);
  const { agent: id, key } = paired.json<{ agent: string; key: string }>();
  return { agent: id, key, privateKey, token: () => tokenFor(app, key, privateKey) };
}

export async function makeCode(
  app: FastifyInstance,
  cookies: Cookies,
  shopId: string,
  agentId?: string,
  autoConfirm = true,
): Promise<string> {
  const response = await app.inject({
    method: 'POST',
    url: '/api/v1/pairing-codes',
    headers: { 'sec-fetch-site': 'same-origin' },
    cookies: { ...cookies },
    payload: { shopId, autoConfirm, ...(agentId === undefined ? {} : { agentId }) },
  });
  if (response.statusCode !== 200) throw new Error(`no code: ${response.body}`);
  return response.json<{ code: string }>().code;
}

export async function exchange(
  app: FastifyInstance,
  key: string,
  privateKey: KeyObject,
): Promise<LightMyRequestResponse> {
  const nonce = await nonceFrom(app);
  const signature = signText(privateKey, `${nonce}.${key}`);
  return app.inject({ method: 'POST', url: '/v1/agent/token', payload: { key, nonce, signature } });
}

async function tokenFor(app: FastifyInstance, key: string, privateKey: KeyObject): Promise<string> {
  const response = await exchange(app, key, privateKey);
  if (response.statusCode !== 200) throw new Error(`no token: ${response.body}`);
  return response.json<{ token: string }>().token;
}

function publicText(privateKey: KeyObject): string {
  return privateKey.export({ format: 'jwk' }).x ?? '';
}

/** What a shop PC shows of its key. */
export function fingerprintOfKey(privateKey: KeyObject): string {
  const bytes = Buffer.from(publicText(privateKey), 'base64url');
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

function privatePem(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
