import type { ShopPage } from '@tillbridge/shared/reads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { sellAtTill } from '../console/sell-at-till.ts';
import { type DayShop, openDayShop } from './test/day-shop.ts';

/** Far below the rhythm at which an agent asks by itself. */
const SECONDS_MS = 20_000;

let shop: DayShop;
let sales = 0;

beforeAll(async () => {
  shop = await openDayShop();
  await knows('11');
}, 60_000);
afterAll(() => shop?.close());

/** Numbers of the people who can sign in at the shop's console. */
async function people(): Promise<readonly string[]> {
  const answer = await fetch(`${shop.rig.origin}/v1/people`);
  const said = (await answer.json()) as { readonly people: readonly { readonly number: string }[] };
  return said.people.map(({ number }) => number);
}

const knows = (number: string) =>
  vi.waitFor(async () => expect(await people()).toContain(number), { timeout: SECONDS_MS, interval: 100 });

const sell = () => {
  sales += 1;
  return sellAtTill(shop.rig, 2_000, `C${sales}`, { N4: 1 });
};

/** The shop's one machine, as the agent tells of it. */
async function machine(): Promise<object | undefined> {
  const headers = { authorization: `Bearer ${shop.rig.localToken}` };
  const answer = await fetch(`${shop.rig.origin}/v1/status`, { headers });
  return ((await answer.json()) as { readonly machines: readonly object[] }).machines[0];
}

const addEmployee = (number: string) =>
  shop.askAsOwner(`shops/${shop.org.shop}/employees`, { number, name: `P${number}`, pin: '2580', permissions: [] });

/** Which configuration the cloud holds and which the shop says that it applies. */
async function versions() {
  const [row] = await shop.sql<{ desired: string; applied: string | null }[]>`
    select c.version as desired, a.configuration_version as applied
    from shop_configurations c
    join agents a on a.org_id = c.org_id and a.shop_id = c.shop_id
    where c.shop_id = ${shop.org.shop} and a.revoked_at is null`;
  return row;
}

test('somebody who is added in the cloud can sign in seconds after the next sale, and the cloud hears that it is applied', async () => {
  await vi.waitFor(async () => expect((await versions())?.applied).toBe((await versions())?.desired), SECONDS_MS);
  await addEmployee('31');
  await sell();
  await vi.waitFor(
    async () => {
      if (!(await people()).includes('31')) await sell();
      expect(await people()).toContain('31');
    },
    { timeout: SECONDS_MS, interval: 500 },
  );
  await vi.waitFor(async () => {
    const now = await versions();
    expect(now?.applied).toBe(now?.desired);
  }, SECONDS_MS);
});

test('a shop that comes back takes what was changed meanwhile with its first answer from the cloud', async () => {
  shop.cable.pull();
  await addEmployee('32');
  await sell();
  expect(await people()).not.toContain('32');
  expect((await versions())?.applied).not.toBe((await versions())?.desired);
  shop.cable.putBack();
  await knows('32');
});

test('a machine that was retired while its shop was away is driven no more, and what it took meanwhile is noticed', async () => {
  shop.cable.pull();
  await shop.askAsOwner(`machines/${shop.org.machine}/retired`, { retired: true, cashSettled: true });
  await sell();
  expect(await machine()).toMatchObject({ ready: true });
  shop.cable.putBack();
  await vi.waitFor(async () => expect(await machine()).toMatchObject({ ready: false, retired: true }), {
    timeout: SECONDS_MS,
    interval: 100,
  });
  // The shop hears of it with its first answer, before it has told what it took.
  await vi.waitFor(async () => {
    const { needs } = await shop.readAsOwner<ShopPage>(`shops/${shop.org.shop}`);
    expect(needs.map(({ code }) => code)).toContain('retired_reports');
  }, SECONDS_MS);
});
