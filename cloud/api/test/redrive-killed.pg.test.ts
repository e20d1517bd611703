import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { type Addresses, type StartApiProcess, startsApi } from '../../../scripts/test/api-program.ts';
import { buildProgram, type Program } from '../../../scripts/test/program.ts';
import { untilBlocked, untilQuiet } from '../../core/test/blocked.ts';
import { sumsOf } from '../../core/test/ingest-world.ts';
import { openTill } from './fill-shop.ts';
import { makeOrganization, PASSWORD, type TestPerson } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

const LINES = 40;
const MIDDLE = 17;

let api: TestApi;
let god: postgres.Sql;
let program: Program;
let start: StartApiProcess;

beforeAll(async () => {
  const clone = await cloneDatabase();
  god = postgres(clone.superUrl, { max: 3, onnotice: () => undefined });
  api = await startApi(clone);
  program = await buildProgram('cloud/api/src/main.ts');
  start = startsApi(program, clone);
});
afterEach(() => program.killAll());
afterAll(async () => {
  program.close();
  await god.end();
  await api.close();
});

interface Renamed {
  readonly shop: string;
  readonly mapping: string;
  readonly owner: TestPerson;
}

/** A shop whose every sale calls its machine otherwise, and the mapping that two people agreed on. */
async function renamed(): Promise<Renamed> {
  const org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
  const cookies = await signInAs(api.app, org.people.owner);
  const accountant = await signInAs(api.app, org.people.accountant);
  const till = await openTill(api.app, cookies, org.shop, org.machine);
  const ghost = randomUUID();
  const built = Array.from({ length: LINES }, () => till.chain.sale({ machine: ghost }));
  await till.deliver();
  const ask = (url: string, payload: object, who: Cookies) =>
    api.app.inject({
      method: 'POST',
      url: `/api/v1/quarantine/mappings${url}`,
      headers: { 'sec-fetch-site': 'same-origin' },
      cookies: { ...who },
      payload,
    });
  const { sequence = 0, hash = '' } = built[0] ?? {};
  const line = { agent: till.agent.agent, epoch: till.chain.epoch, sequence, hash };
  const asked = await ask('', { line, what: 'machine', from: ghost, to: org.machine, reason: 'renamed' }, cookies);
  const { id: mapping } = asked.json<{ id: string }>();
  expect((await ask(`/${mapping}/approve`, {}, accountant)).statusCode).toBe(200);
  return { shop: org.shop, mapping, owner: org.people.owner };
}

/** Signs in at this process and asks it to try the lines again. */
async function redrive({ origin }: Addresses, { mapping, owner }: Renamed): Promise<Response> {
  const headers = { origin, 'content-type': 'application/json' };
  const body = JSON.stringify({ email: owner.email, password: PASSWORD });
  const signedIn = await fetch(`${origin}/api/v1/session`, { method: 'POST', headers, body });
  const cookie = signedIn.headers.getSetCookie().map((one) => one.split(';')[0]);
  return fetch(`${origin}/api/v1/quarantine/mappings/${mapping}/redrive`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie.join('; ') },
    body: '{}',
  });
}

interface Applied {
  readonly applied: number;
  readonly pending: number;
  readonly facts: number;
  readonly sales: number;
}

async function applied({ shop }: Renamed): Promise<Applied> {
  const [row] = await god<Applied[]>`
    select
      (select count(*)::int from quarantine where shop_id = ${shop} and state = 'applied') as applied,
      (select count(*)::int from quarantine where shop_id = ${shop} and state = 'pending') as pending,
      (select count(*)::int from facts where shop_id = ${shop} and kind = 'cash.transaction') as facts,
      (select count(distinct transaction_id)::int from cash_transactions where shop_id = ${shop}) as sales`;
  if (row === undefined) throw new Error('no row');
  return { ...row };
}

/** Each applied line is one fact and one sale, and the sums of every length are theirs. */
async function expectWhole(shop: Renamed, count: number): Promise<void> {
  expect(await applied(shop)).toEqual({ applied: count, pending: LINES - count, facts: count, sales: count });
  const sums = await sumsOf({ god }, shop.shop);
  expect(sums).toEqual({ facts: sums.facts, days: sums.facts, hours: sums.facts, months: sums.facts });
  expect(sums.facts).toMatch(new RegExp(`^${count}/`));
}

/** Holds the line at this place until `meanwhile` is over, so that nobody gets past it. */
function holding({ shop }: Renamed, at: number, meanwhile: () => Promise<void>): Promise<void> {
  return god.begin(async (tx) => {
    await tx`
      select 1 from quarantine
      where shop_id = ${shop} and sequence = (
        select sequence from quarantine where shop_id = ${shop} order by sequence offset ${at} limit 1)
      for update`;
    await meanwhile();
  });
}

/** Kills the process while it stands in the transaction of the line at this place. */
async function killAtLine(shop: Renamed, at: number): Promise<void> {
  const running = await start();
  await holding(shop, at, async () => {
    const lost = redrive(running, shop).catch(() => undefined);
    await untilBlocked(god);
    await running.kill();
    await lost;
  });
  await untilQuiet(god);
}

test('a redrive of many lines killed at the first, in the middle and at the last applies each line once in the end', async () => {
  const shop = await renamed();
  await expectWhole(shop, 0);
  for (const at of [0, MIDDLE, LINES - 1]) {
    await killAtLine(shop, at);
    const count = (await applied(shop)).applied;
    // The line in whose transaction it died is applied or waits; those before it are applied, those after it wait.
    expect([at, at + 1]).toContain(count);
    await expectWhole(shop, count);
  }
  const last = await start();
  expect((await redrive(last, shop)).status).toBe(200);
  await expectWhole(shop, LINES);
  expect(await (await redrive(last, shop)).json()).toMatchObject({ applied: 0, pending: 0 });
  await expectWhole(shop, LINES);
}, 120_000);

test('of two that try the same lines at once one is killed: the other brings each line in once', async () => {
  const shop = await renamed();
  const [dies, lives] = [await start(), await start()];
  const answers: Promise<Response | undefined>[] = [];
  await holding(shop, MIDDLE, async () => {
    answers.push(redrive(dies, shop).catch(() => undefined));
    await untilBlocked(god, 1);
    answers.push(redrive(lives, shop));
    await untilBlocked(god, 2);
    await dies.kill();
  });
  const [lost, answer] = await Promise.all(answers);
  expect(lost).toBeUndefined();
  expect(answer?.status).toBe(200);
  await untilQuiet(god);
  await expectWhole(shop, LINES);
}, 120_000);
