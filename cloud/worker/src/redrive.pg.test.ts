import { pino } from 'pino';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { newId } from '../../core/test/build-facts.ts';
import { custodyOf, makeWorld, type OpenShop, openShop, sumsOf, type World } from '../../core/test/ingest-world.ts';
import { QUEUES } from './queues.ts';
import { startWorker, type Worker } from './worker.ts';

let clone: ClonedDatabase;
let world: World;
let worker: Worker;

beforeAll(async () => {
  clone = await cloneDatabase();
  world = await makeWorld(clone);
  worker = await startWorker({ databaseUrl: clone.appUrl, log: pino({ level: 'silent' }), pollSeconds: 0.5 });
});
afterAll(async () => {
  await worker?.stop();
  await world?.close();
});

/** A fact in quarantine because its machine is not known yet, and the job that names it. */
async function poisoned(): Promise<{ shop: OpenShop; machine: string; job: object }> {
  const shop = await openShop(world);
  const machine = newId();
  const { hash } = shop.chain.sale({ machine });
  await shop.send();
  return { shop, machine, job: { org: shop.org, agent: shop.agent, epoch: shop.chain.epoch, sequence: 1, hash } };
}

async function done(job: object): Promise<void> {
  const [row] =
    await world.god`insert into pgboss.job (name, data) values (${QUEUES.redrive}, ${world.god.json({ ...job })}) returning id`;
  await vi.waitFor(async () => {
    const [now] = await world.god`select state from pgboss.job where id = ${row?.['id']}`;
    expect(now?.['state']).toBe('completed');
  }, 20_000);
}

test('a job takes a mended line out of quarantine, once, however often it runs', async () => {
  const { shop, machine, job } = await poisoned();
  await world.god`
    insert into machines (org_id, machine_id, shop_id, name, driver, currency)
    values (${shop.org}, ${machine}, ${shop.shop}, 'Two', 'glory-300', 'THB')`;
  await done(job);
  await done(job);
  const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
  expect(custody.facts).toHaveLength(1);
  expect(custody.quarantine).toMatchObject([{ state: 'applied' }]);
  expect((await sumsOf(world, shop.shop)).days).toMatch(/^1\//);
});

test('a line that is still wrong stays in quarantine and the job is not tried for ever', async () => {
  const { shop, job } = await poisoned();
  await done(job);
  expect((await custodyOf(world, shop.agent, shop.chain.epoch)).quarantine).toMatchObject([{ state: 'pending' }]);
});
