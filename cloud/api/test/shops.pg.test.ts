import { appendAudit } from '@tillbridge/core/audit/append-audit';
import { withTenant } from '@tillbridge/core/db/client';
import type { Me, Today } from '@tillbridge/shared/reads';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { untilBlocked } from '../../core/test/blocked.ts';
import { openTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import {
  type Cookies,
  makeCode,
  makeKeyPair,
  pairAgent,
  pairWith,
  signInAs,
  startApi,
  type TestApi,
} from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let worlds = 0;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
}, 60_000);
beforeEach(async () => {
  worlds += 1;
  await api.db.sql`delete from throttles`;
  org = await makeOrganization(api.db, `Alpha${worlds}`);
  owner = await signInAs(api.app, org.people.owner);
});
afterAll(() => api.close());

const NEW = {
  code: 'NEW1',
  name: { th: 'ใหม่', en: 'New' },
  timeZone: 'Asia/Tokyo',
  cutOffMinutes: 300,
  currency: 'JPY',
};
const post = (by: Cookies, url: string, payload: object, headers = {}) =>
  api.app.inject({
    method: 'POST',
    url: `/api/v1/${url}`,
    headers: { 'sec-fetch-site': 'same-origin', ...headers },
    cookies: { ...by },
    payload,
  });
const read = async <T>(url: string, by = owner) =>
  (await api.app.inject({ url: `/api/v1/${url}`, cookies: { ...by } })).json<T>();
const add = async (wish: object = NEW) => (await post(owner, 'shops', wish)).json<{ id: string }>().id;
const close = (shop: string, more: object = {}) => post(owner, `shops/${shop}/closed`, { closed: true, ...more });
const codeOf = (answer: { json: <T>() => T }) => answer.json<{ code: string }>().code;
const actions = async () =>
  (
    await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string }[]>`
        select action from audit_events where action like 'shop.%' and not refused order by event_no`,
    )
  ).map((row) => row.action);
const revoke = (agent: string) => post(owner, `agents/${agent}/revoke`, {});

describe('a shop that is added', () => {
  it('is there for whoever sees all shops, with its day, and can be paired at once', async () => {
    const id = await add();
    expect((await read<Me>('me')).shops).toContainEqual({ id, code: 'NEW1', name: NEW.name, closed: false });
    expect((await read<Today>('today')).shops.map((shop) => shop.id)).toContain(id);
    expect(await read<ShopSettings>(`shops/${id}/settings`)).toMatchObject({
      shop: { timeZone: 'Asia/Tokyo' },
      cutOffMinutes: 300,
      currency: 'JPY',
      dayFixed: false,
      closedAt: null,
    });
    const { agent } = await pairAgent(api.app, owner, id);
    expect(agent).toMatch(/^[0-9a-f-]{36}$/);
    expect(await actions()).toEqual(['shop.added']);
  });

  it('is added once, however often the same press arrives', async () => {
    const key = { 'idempotency-key': 'one-press-of-a-button' };
    const [first, again] = [await post(owner, 'shops', NEW, key), await post(owner, 'shops', NEW, key)];
    expect(again.json()).toEqual(first.json());
    expect(codeOf(await post(owner, 'shops', NEW))).toBe('shop.code-taken');
  });

  it('may have the code that a shop of another organization has', async () => {
    const other = await makeOrganization(api.db, `Beta${worlds}`);
    const stranger = await signInAs(api.app, other.people.owner);
    expect((await post(owner, 'shops', NEW)).statusCode).toBe(200);
    expect((await post(stranger, 'shops', NEW)).statusCode).toBe(200);
  });

  it.each([
    ['a zone that nobody knows', { timeZone: 'Asia/Krungthep' }, 'shop.time-zone'],
    ['a zone in other letters', { timeZone: 'asia/bangkok' }, 'shop.time-zone'],
    ['a zone of Postgres alone', { timeZone: 'posix/Asia/Bangkok' }, 'shop.time-zone'],
    ['an offset', { timeZone: '+0700' }, 'shop.time-zone'],
    ['a currency that does not exist', { currency: 'QQQ' }, 'shop.currency'],
    ['a day that begins tomorrow', { cutOffMinutes: 1_440 }, 'api.invalid'],
    ['half a minute', { cutOffMinutes: 0.5 }, 'api.invalid'],
    ['a code in small letters', { code: 'new1' }, 'api.invalid'],
    ['an organization that it names itself', { org_id: '00000000-0000-7000-8000-000000000000' }, 'api.invalid'],
    ['no Thai name', { name: { en: 'New' } }, 'api.invalid'],
  ])('is not added with %s', async (_, wrong, code) => {
    expect(codeOf(await post(owner, 'shops', { ...NEW, ...wrong }))).toBe(code);
    expect(await actions()).toEqual([]);
  });

  it('is not added by somebody who holds the right for some shops only', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`update roles set permissions = permissions || '{shop.manage}' where role_key = 'shop_manager'`,
    );
    const manager = await signInAs(api.app, org.people.shop_manager);
    expect(codeOf(await post(manager, 'shops', NEW))).toBe('api.forbidden');
    expect((await close(org.shop)).statusCode).toBe(200);
    expect(codeOf(await post(manager, `shops/${org.otherShop}/closed`, { closed: true }))).toBe('api.not-found');
  });
});

describe('the day of a shop', () => {
  const DAY = { timeZone: 'Asia/Tokyo', cutOffMinutes: 0, currency: 'THB' };

  it('may change until a PC was paired, and never again, also when that PC is gone', async () => {
    expect((await post(owner, `shops/${org.shop}/day`, DAY)).statusCode).toBe(200);
    const { agent } = await pairAgent(api.app, owner, org.shop);
    await revoke(agent);
    const answer = await post(owner, `shops/${org.shop}/day`, { ...DAY, cutOffMinutes: 60 });
    expect(codeOf(answer)).toBe('shop.day-fixed');
    expect(await read<ShopSettings>(`shops/${org.shop}/settings`)).toMatchObject({ dayFixed: true, cutOffMinutes: 0 });
    expect(await actions()).toEqual(['shop.day-set']);
  });

  it('that a PC is paired with is the one that holds, whoever comes first', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const shop = await add({ ...NEW, code: `RACE${turn}`, currency: 'THB' });
      const code = await makeCode(api.app, owner, shop);
      const [paired, set] = await Promise.all([pairWith(api.app, code), post(owner, `shops/${shop}/day`, DAY)]);
      const told = paired.json<{ shop: { timeZone: string } }>().shop.timeZone;
      expect([200, 409]).toContain(set.statusCode);
      expect((await read<ShopSettings>(`shops/${shop}/settings`)).shop.timeZone).toBe(told);
    }
  });
});

describe('a day that is set while a PC is being paired', () => {
  const DAY = { timeZone: 'Asia/Tokyo', cutOffMinutes: 0, currency: 'THB' };
  /** Begins a request now: one of `inject` begins only when it is waited for. */
  const begin = async <T>(request: () => PromiseLike<T>) => await request();
  const untilWaiting = (requests: number) => untilBlocked(api.db.sql, requests);

  it('is refused: the PC has the day of before, and stands still between writing itself down and reading the shop', async () => {
    const shop = await add({ ...NEW, code: 'RACE', timeZone: 'Asia/Bangkok', currency: 'THB' });
    const code = await makeCode(api.app, owner, shop);
    const [paired, set] = await withTenant(api.db, org.id, async (tx) => {
      // Whoever ends a change writes to the trail: nobody does before this transaction ends.
      await appendAudit(tx, { org: org.id, actorKind: 'system', actor: null, action: 'demo.finished' });
      const pairing = begin(() => pairWith(api.app, code));
      await untilWaiting(1);
      const setting = begin(() => post(owner, `shops/${shop}/day`, DAY));
      await untilWaiting(2);
      return [{ pairing }, { setting }] as const;
    }).then(([{ pairing }, { setting }]) => Promise.all([pairing, setting]));
    expect(paired.json<{ shop: { timeZone: string } }>().shop.timeZone).toBe('Asia/Bangkok');
    expect(codeOf(set)).toBe('shop.day-fixed');
    expect((await read<ShopSettings>(`shops/${shop}/settings`)).shop.timeZone).toBe('Asia/Bangkok');
  });
});

describe('a shop that is closed', () => {
  it('leaves the boards, keeps its history, and is paired no more until it is opened again', async () => {
    const till = await openTill(api.app, owner, org.shop, org.machine);
    till.chain.sale();
    await till.deliver();
    await revoke(till.agent.agent);
    const closed = await close(org.shop);
    expect(closed.statusCode, closed.body).toBe(200);
    expect((await read<Today>('today')).shops.map((shop) => shop.id)).toEqual([org.otherShop]);
    expect((await read<Me>('me')).shops.at(-1)).toMatchObject({ id: org.shop, closed: true });
    const list = await read<{ rows: object[] }>(`shops/${org.shop}/transactions`);
    expect(list.rows).toHaveLength(1);
    expect(codeOf(await post(owner, 'pairing-codes', { shopId: org.shop }))).toBe('shop.shut');
    await post(owner, `shops/${org.shop}/closed`, { closed: false });
    expect((await post(owner, 'pairing-codes', { shopId: org.shop })).statusCode).toBe(200);
    expect(await actions()).toEqual(['shop.closed', 'shop.reopened']);
  });

  it('has no PC that may still deliver, and burns the codes that would bring one', async () => {
    const code = await makeCode(api.app, owner, org.shop);
    const privateKey = makeKeyPair();
    const paired = await pairWith(api.app, code, { privateKey });
    expect(codeOf(await close(org.shop))).toBe('shop.agent-live');
    await revoke(paired.json<{ agent: string }>().agent);
    expect((await close(org.shop)).statusCode).toBe(200);
    // The PC that redeemed the code asks again with its own key, as after a lost answer.
    expect(codeOf(await pairWith(api.app, code, { privateKey }))).toBe('pairing.code');
  });

  it('is either paired or closed when both come at once', async () => {
    for (let turn = 0; turn < 8; turn += 1) {
      const shop = await add({ ...NEW, code: `RACE${turn}` });
      const code = await makeCode(api.app, owner, shop);
      const [paired, closed] = await Promise.all([pairWith(api.app, code), close(shop)]);
      expect([paired.statusCode, closed.statusCode].filter((status) => status === 200)).toHaveLength(1);
    }
  });

  it('holds no cash that nobody speaks for', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        insert into machine_inventory (org_id, machine_id, bucket, currency, value_minor, form, shop_id, pieces, read_at)
        values (${org.id}, ${org.machine}, 'stock', 'THB', 10000, 'note', ${org.shop}, 3, now()),
          (${org.id}, ${org.machine}, 'dispensable', 'THB', 10000, 'note', ${org.shop}, 3, now())`,
    );
    expect(codeOf(await close(org.shop))).toBe('shop.holds-cash');
    expect((await close(org.shop, { cashSettled: true })).statusCode).toBe(200);
    const [event] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ detail: object }[]>`select detail from audit_events where action = 'shop.closed'`,
    );
    expect(event?.detail).toEqual({ cashLeft: 'THB 30000' });
    expect(await read('cash/position')).toMatchObject({ machines: 1, lines: [] });
  });

  it('has no case that waits for a person', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) => tx`
        insert into cases (org_id, machine_id, case_id, shop_id, about, currency, opened_at)
        values (${org.id}, ${org.machine}, gen_random_uuid(), ${org.shop}, 'discrepancy', 'THB', now())`,
    );
    expect(codeOf(await close(org.shop))).toBe('shop.cases-open');
  });

  it('in another organization does not exist', async () => {
    const other = await makeOrganization(api.db, `Gamma${worlds}`);
    for (const [url, body] of [
      [`shops/${other.shop}/closed`, { closed: true }],
      [`shops/${other.shop}/day`, { timeZone: 'UTC', cutOffMinutes: 0, currency: 'THB' }],
    ] as const)
      expect(codeOf(await post(owner, url, body))).toBe('api.not-found');
  });
});
