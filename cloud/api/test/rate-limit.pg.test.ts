import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openTill, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const LIMITS = { person: 12, agent: 9, address: 40 };

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;

beforeAll(async () => {
  api = await startApi(await cloneDatabase(), { rateLimits: LIMITS });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

const today = (cookies: Cookies) => api.app.inject({ url: '/api/v1/today', cookies: { ...cookies } });

test('one person who asks without end is told to wait, and nobody else is', async () => {
  const statuses = [];
  for (let n = 0; n <= LIMITS.person; n += 1) statuses.push(await today(owner));
  const refused = statuses.at(-1);
  expect(refused?.json()).toMatchObject({ code: 'api.throttled', status: 429 });
  expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
  const accountant = await signInAs(api.app, org.people.accountant);
  expect((await today(accountant)).statusCode).toBe(200);
});

test('an agent has a share of its own', async () => {
  const pull = () =>
    api.app.inject({ url: '/v1/agent/configuration', headers: { authorization: `Bearer ${till.token}` } });
  const statuses = [];
  for (let n = 0; n <= LIMITS.agent; n += 1) statuses.push((await pull()).statusCode);
  expect(statuses.at(-1)).toBe(429);
  expect(statuses.slice(0, 3)).not.toContain(429);
});

test('one address that is not signed in has one share, whatever it asks for', async () => {
  const statuses = [];
  for (let n = 0; n <= LIMITS.address; n += 1) {
    statuses.push((await api.app.inject({ url: '/v1/agent/nonce', remoteAddress: '203.0.113.7' })).statusCode);
  }
  expect(statuses.at(-1)).toBe(429);
  expect((await api.app.inject({ url: '/v1/agent/nonce', remoteAddress: '203.0.113.8' })).statusCode).toBe(200);
});
