import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildProgram, type Program } from '../../../scripts/test/program.ts';
import { untilBlocked } from '../../core/test/blocked.ts';
import { newId } from '../../core/test/build-facts.ts';
import { custodyOf, makeWorld, openShop, sumsOf, type World } from '../../core/test/ingest-world.ts';
import { QUEUES } from './queues.ts';

const WAIT_MS = 25_000;

let clone: ClonedDatabase;
let world: World;
let program: Program;

beforeAll(async () => {
  program = await buildProgram('cloud/worker/src/main.ts');
  clone = await cloneDatabase();
  world = await makeWorld(clone);
});
afterEach(() => program.killAll());
afterAll(async () => {
  await world?.close();
  program.close();
});

const startWorker = () => program.start({ DATABASE_URL: clone.appUrl, LOG_LEVEL: 'silent' });

test('a worker killed in the middle of a task has done it once when another one has started', async () => {
  const shop = await openShop(world);
  const machine = newId();
  const { hash } = shop.chain.sale({ machine });
  await shop.send();
  await world.god`
    insert into machines (org_id, machine_id, shop_id, name, driver, currency)
    values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
  const key = { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash };
  const first = await startWorker();
  let job = '';

  // The line is held while the worker is in the transaction that takes it: there it dies.
  await world.god.begin(async (tx) => {
    await tx`select 1 from quarantine where agent_id = ${shop.agent} for update`;
    const [row] = await world.god`
      insert into pgboss.job (name, data, expire_in) values (${QUEUES.redrive}, ${world.god.json(key)}, '1 second')
      returning id`;
    job = String(row?.['id']);
    await untilBlocked(world.god);
    await first.kill();
  });

  const custody = () => custodyOf(world, shop.agent, shop.chain.epoch);
  await until(async () => {
    const [row] = await world.god`
      select state, now() > started_on + expire_in as late from pgboss.job where id = ${job}`;
    expect(row).toMatchObject({ state: 'active', late: true });
  });
  await startWorker();
  await until(async () => {
    const [row] = await world.god`select state, retry_count from pgboss.job where id = ${job}`;
    expect(row).toMatchObject({ state: 'completed', retry_count: 1 });
  });
  const { facts, quarantine } = await custody();
  expect(facts).toHaveLength(1);
  expect(quarantine).toMatchObject([{ state: 'applied' }]);
  expect((await sumsOf(world, shop.shop)).days).toMatch(/^1\//);
}, 90_000);

test('a job that fails for good lies with the dead letters of its own queue', async () => {
  await startWorker();
  await world.god`
    insert into pgboss.job (name, data, retry_limit, dead_letter)
    select name, '{"not": "a key"}', 0, dead_letter from pgboss.queue where name = ${QUEUES.redrive}`;
  await until(async () => {
    const dead = await world.god`select data, state from pgboss.job where name = 'dead-redrive'`;
    expect(dead).toEqual([{ data: { not: 'a key' }, state: 'created' }]);
  });
});

const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: WAIT_MS, interval: 100 });
