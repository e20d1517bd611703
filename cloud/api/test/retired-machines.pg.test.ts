import { withTenant } from '@tillbridge/core/db/client';
import type { ConfigurationAnswer } from '@tillbridge/shared/configuration';
import type { ShopPage, TransactionDetail } from '@tillbridge/shared/reads';
import type { CasePage } from '@tillbridge/shared/reads-cases';
import type { CashPosition } from '@tillbridge/shared/reads-cash';
import type { CashLevels } from '@tillbridge/shared/reads-levels';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory, newId } from '../../core/test/build-facts.ts';
import { codeOf, type Desk, openDesk } from './desk.ts';
import { around, openTill, type TestTill } from './fill-shop.ts';
import { type Cookies, makeCode, pairWith, signInAs, startApi, type TestApi } from './start-api.ts';

const HOUR_MS = 3_600_000;

let api: TestApi;
let desk: Desk;
let technician: Cookies;
let till: TestTill;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
}, 60_000);
beforeEach(async () => {
  desk = await openDesk(api);
  technician = await signInAs(api.app, desk.org.people.technician);
  till = await openTill(api.app, desk.owner, desk.org.shop, desk.org.machine);
});
afterAll(() => api.close());

const retire = (more: object = {}, machine = desk.org.machine, by = technician) =>
  desk.post(by, `machines/${machine}/retired`, { retired: true, ...more });
const putBack = (machine = desk.org.machine) =>
  desk.post(technician, `machines/${machine}/retired`, { retired: false });
const page = () => desk.get<ShopPage>(`shops/${desk.org.shop}`);
const reports = async () => (await page()).needs.filter(({ code }) => code === 'retired_reports');
const tell = (body: ReturnType<typeof inventory>, at = new Date()) =>
  till.chain.add('machine.inventory', { machine: desk.org.machine, inventory: body }, { occurredAt: at.toISOString() });
const add = (shop: string, wish: object) =>
  desk.post(technician, `shops/${shop}/machines`, {
    name: 'CI-10',
    serial: 'RT-1',
    driver: 'glory-300',
    currency: 'THB',
    ...wish,
  });
const trail = () =>
  withTenant(
    api.db,
    desk.org.id,
    (tx) => tx`
      select action, detail from audit_events where action in ('machine.retired', 'machine.put-back') and not refused
      order by event_no`,
  );

describe('a machine that is retired', () => {
  it('leaves figures, levels and pairing, and its transactions stay with a mark', async () => {
    const sale = newId();
    till.chain.sale({ operation: sale, inventory: inventory(hoursAgo(0)) }, around(Date.now()));
    await till.deliver();
    expect(await codeOf(retire())).toBe('shop.machine-holds-cash');
    expect(await codeOf(retire({ cashSettled: true }))).toBe('done');
    const { tile, retired, needs } = await page();
    expect(tile).toMatchObject({ machines: [], positions: [], transactions: 1 });
    expect(retired).toMatchObject([{ id: desk.org.machine, name: 'CI-10', reportedAt: null }]);
    expect(needs).toEqual([]);
    expect(await desk.get<CashPosition>(`cash/position?shop=${desk.org.shop}`)).toMatchObject({
      machines: 0,
      lines: [],
      rows: [],
    });
    expect((await desk.get<CashLevels>(`cash/levels?shop=${desk.org.shop}`)).rows).toEqual([]);
    expect((await desk.get<TransactionDetail>(`transactions/${sale}`)).machine).toMatchObject({ retired: true });
    const paired = await pairWith(api.app, await makeCode(api.app, technician, desk.org.shop));
    expect(paired.json<{ machines: object[] }>().machines).toEqual([]);
    expect(await trail()).toMatchObject([
      {
        action: 'machine.retired',
        detail: { shop: desk.org.shop, name: 'CI-10', again: false, cashLeft: 'THB 760000' },
      },
    ]);
  });

  it('is marked wherever the past names it', async () => {
    const operation = newId();
    till.chain.sale({ operation, outcome: 'unknown', reason: 'machine.offline' });
    await till.deliver();
    const machineOf = async () => (await desk.get<CasePage>('cases')).rows.map(({ machine }) => machine);
    expect(await machineOf()).toEqual([{ id: desk.org.machine, name: 'CI-10', retired: false }]);
    await withTenant(
      api.db,
      desk.org.id,
      (tx) =>
        tx`update machines set retired_at = now() where org_id = ${desk.org.id} and machine_id = ${desk.org.machine}`,
    );
    expect(await machineOf()).toEqual([{ id: desk.org.machine, name: 'CI-10', retired: true }]);
  });

  it('is named to the shop PC with a new version, until it is put back', async () => {
    const headers = { authorization: `Bearer ${till.token}` };
    const pull = async () =>
      (await api.app.inject({ url: '/v1/agent/configuration', headers })).json<ConfigurationAnswer>();
    const before = await pull();
    expect(before.configuration?.retired).toBeUndefined();
    await retire();
    const told = await pull();
    expect(told.configuration?.retired).toEqual([desk.org.machine]);
    expect(told.version).toBe(before.version + 1);
    await putBack();
    expect((await pull()).configuration?.retired).toBeUndefined();
    expect((await page()).tile.machines).toMatchObject([{ id: desk.org.machine }]);
    expect((await trail()).map(({ action }) => action)).toEqual(['machine.retired', 'machine.put-back']);
  });

  it('is asked for nothing more', async () => {
    await retire();
    const command = { kind: 'recount.ask', machineId: desk.org.machine };
    expect(await codeOf(desk.post(desk.owner, `agents/${till.agent.agent}/commands`, command))).toBe('api.not-found');
  });

  it('is not retired while an operation of it is under way, nor while a case waits', async () => {
    const operation = newId();
    till.chain.intent(operation);
    await till.deliver();
    expect(await codeOf(retire({ cashSettled: true }))).toBe('shop.machine-busy');
    till.chain.sale({ operation, outcome: 'unknown', reason: 'machine.offline' });
    await till.deliver();
    expect(await codeOf(retire({ cashSettled: true }))).toBe('shop.machine-cases-open');
    expect((await page()).tile.machines).toHaveLength(1);
  });

  it('twice is retired once, and put back twice is put back once', async () => {
    const answers = await Promise.all([retire(), retire({}, desk.org.machine, desk.owner)]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
    await putBack();
    await putBack();
    expect((await trail()).map(({ action }) => action)).toEqual(['machine.retired', 'machine.put-back']);
  });

  it('of another shop, another organization or nowhere is the same 404', async () => {
    const other = (await openDesk(api)).org;
    for (const machine of [desk.org.otherMachine, other.machine, newId()])
      expect(await codeOf(retire({}, machine))).toBe('api.not-found');
    expect(await codeOf(retire({}, desk.org.machine, await signInAs(api.app, desk.org.people.cashier)))).toBe(
      'api.forbidden',
    );
    expect((await desk.get<ShopPage>(`shops/${desk.org.otherShop}`)).retired).toEqual([]);
  });

  it('lets a new one have its name, and then is not put back under it', async () => {
    await retire();
    expect(await codeOf(add(desk.org.shop, {}))).toBe('done');
    expect(await codeOf(putBack())).toBe('shop.machine-name-taken');
  });

  it('and moved is added under its serial number at another shop, and its history stays', async () => {
    const sale = newId();
    till.chain.sale({ operation: sale });
    await till.deliver();
    await desk.post(technician, `machines/${desk.org.machine}/plate`, { name: 'CI-10', serial: 'RT-1' });
    await retire();
    const moved = await desk.post(desk.owner, `shops/${desk.org.otherShop}/machines`, {
      name: 'Moved',
      serial: 'RT-1',
      driver: 'glory-300',
      currency: 'THB',
    });
    expect(moved.statusCode).toBe(200);
    const detail = await desk.get<TransactionDetail>(`transactions/${sale}`);
    expect(detail).toMatchObject({ shop: { id: desk.org.shop }, machine: { id: desk.org.machine, serial: 'RT-1' } });
    expect(
      (await desk.get<ShopPage>(`shops/${desk.org.otherShop}`)).tile.machines.map(({ serial }) => serial),
    ).toContain('RT-1');
  });
});

describe('what a retired machine reports all the same', () => {
  it('is taken into custody, and stays a need until a person retires it once more', async () => {
    await retire();
    till.chain.sale({ inventory: inventory(hoursAgo(0)) }, around(Date.now()));
    expect(await till.deliver()).toMatchObject({ applied: 1, quarantined: [] });
    expect((await page()).tile.transactions).toBe(1);
    expect(await reports()).toMatchObject([{ severity: 'bad', shopId: desk.org.shop, values: { machine: 'CI-10' } }]);
    expect(await codeOf(retire())).toBe('shop.machine-holds-cash');
    expect(await codeOf(retire({ cashSettled: true }))).toBe('done');
    expect(await reports()).toEqual([]);
    expect((await trail()).map(({ detail }) => (detail as { again: boolean }).again)).toEqual([false, true]);
  });

  it('is a need, too, when it comes from before, by a batch that was decided on before', async () => {
    till.chain.sale();
    await till.deliver();
    await retire();
    // This process still knows the stream as it was while the machine was in service.
    till.chain.sale({}, { occurredAt: hoursAgo(24) });
    await till.deliver();
    expect(await reports()).toHaveLength(1);
  });

  it('is none while its PC has not heard of it yet and only reads the machine', async () => {
    await retire();
    tell(inventory(new Date().toISOString()));
    await till.deliver();
    expect(await reports()).toEqual([]);
    await withTenant(
      api.db,
      desk.org.id,
      (tx) =>
        tx`update machines set retired_at = retired_at - interval '1 hour' where org_id = ${desk.org.id} and retired_at is not null`,
    );
    // Another process, which knows nothing of this stream yet.
    till = await openTill(api.app, desk.owner, desk.org.shop, desk.org.machine);
    tell(inventory(new Date().toISOString()));
    await till.deliver();
    expect(await reports()).toHaveLength(1);
  });

  it('ends with the machine being put back, and counts for its shop again', async () => {
    await retire();
    till.chain.sale({ inventory: inventory(new Date().toISOString()) });
    await till.deliver();
    await putBack();
    expect(await reports()).toEqual([]);
    expect((await page()).tile.positions).toMatchObject([{ currency: 'THB' }]);
  });
});

describe('a machine is retired', () => {
  it('or its operation is under way when both arrive at once, and never both unnoticed', async () => {
    for (let round = 0; round < 12; round += 1) {
      till.chain.intent(newId());
      const [retired] = await Promise.all([retire({ cashSettled: true }), till.deliver()]);
      const noticed = retired.statusCode === 409 || (await reports()).length === 1;
      expect(noticed, `round ${round}: ${retired.body}`).toBe(true);
      await putBack();
      await withTenant(api.db, desk.org.id, (tx) => tx`delete from open_operations where org_id = ${desk.org.id}`);
    }
  });

  it('while a PC is paired with its shop, and that PC hears of it one way or the other', async () => {
    const code = await makeCode(api.app, technician, desk.org.shop);
    const [paired, retired] = await Promise.all([pairWith(api.app, code), retire()]);
    expect([paired.statusCode, retired.statusCode]).toEqual([200, 200]);
    const headers = { authorization: `Bearer ${till.token}` };
    const told = (await api.app.inject({ url: '/v1/agent/configuration', headers })).json<ConfigurationAnswer>();
    expect(told.configuration?.retired).toEqual([desk.org.machine]);
  });

  it('while its shop is closed, and is not put back there', async () => {
    await desk.post(desk.owner, `agents/${till.agent.agent}/revoke`, {});
    const [closed, retired] = await Promise.all([
      desk.post(desk.owner, `shops/${desk.org.shop}/closed`, { closed: true }),
      retire({}, desk.org.machine, desk.owner),
    ]);
    expect([closed.statusCode, retired.statusCode]).toEqual([200, 200]);
    expect(await codeOf(putBack())).toBe('shop.shut');
  });
});

const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
