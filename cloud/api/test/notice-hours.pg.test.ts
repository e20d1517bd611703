import { withTenant } from '@tillbridge/core/db/client';
import { gatherDigests } from '@tillbridge/core/notify/gather-digests';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { openReceiver, type Receiver } from './notice-receiver.ts';
import { laterHours, NoticeWorld } from './notice-world.ts';
import { startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let receiver: Receiver;
let world: NoticeWorld;

beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  receiver = await openReceiver();
});
beforeEach(async () => {
  Object.assign(receiver, { received: [], status: 200, meanwhile: async () => undefined });
  world = await NoticeWorld.make(api, receiver);
});
afterEach(() => world.end());
afterAll(async () => {
  receiver.close();
  await api.close();
});

const { hours, begins } = laterHours();
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));

it('what comes outside the hours waits, says for what, and goes out as one digest when they begin', async () => {
  await world.add({ hours });
  await world.raise(3);
  expect(await world.deliver()).toBe(0);
  expect(await world.notices('raised')).toMatchObject(
    Array(3).fill({ state: 'waiting', waits: 'hours', heldUntil: begins.toISOString(), digestId: null }),
  );
  expect(await world.deliver(new Date(begins.getTime() - 1))).toBe(0);
  expect(await world.deliver(begins)).toBe(1);
  expect(await world.deliver(begins)).toBe(0);
  expect(bodies()).toMatchObject([{ type: 'alarm.digest', data: { digest: { matters: 3 } } }]);
  const [digest] = await world.notices('digest');
  expect(digest).toMatchObject({ state: 'sent', subject: 'What waited: 3', attempts: [{ status: 200 }] });
  expect(await world.notices('raised')).toMatchObject(
    Array(3).fill({ state: 'sent', heldUntil: begins.toISOString(), digestId: digest?.id }),
  );
});

it('what passes the hours is told at once, and a single thing that waited is told by itself', async () => {
  await world.add({ label: 'urgent', target: `${receiver.base}/urgent`, hours, passes: ['bad'] });
  await world.add({ label: 'quiet', target: `${receiver.base}/quiet`, hours });
  await world.raise();
  await world.deliver();
  expect(receiver.received.map(({ path }) => path)).toEqual(['/urgent']);
  await world.deliver(begins);
  expect(receiver.received.map(({ path }) => path)).toEqual(['/urgent', '/quiet']);
  expect(bodies()[1]).toMatchObject({ type: 'alarm.raised' });
});

it('a worker killed between gathering and sending loses nothing and gathers nothing twice', async () => {
  await world.add({ hours });
  await world.raise(3);
  await world.deliver();
  const killed = withTenant(api.db, world.org.id, async (tx) => {
    await gatherDigests(tx, world.org.id, begins);
    await tx`select pg_terminate_backend(pg_backend_pid())`;
  });
  await expect(killed).rejects.toThrow();
  expect(await world.notices('digest')).toEqual([]);
  await withTenant(api.db, world.org.id, (tx) => gatherDigests(tx, world.org.id, begins));
  expect(await world.notices('digest')).toHaveLength(1);
  expect(await world.deliver(begins)).toBe(1);
  expect(bodies()).toMatchObject([{ data: { digest: { matters: 3 } } }]);
});

it('a worker that dies after the receiver heard it sends the same digest again under the same id', async () => {
  await world.add({ hours });
  await world.raise(2);
  await world.deliver();
  receiver.status = 500;
  await world.deliver(begins);
  receiver.status = 200;
  await world.deliver(new Date(begins.getTime() + 60_000));
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
  expect(await world.notices('raised')).toMatchObject(Array(2).fill({ state: 'sent' }));
});

it('two workers at once make one digest of it', async () => {
  await world.add({ hours });
  await world.raise(4);
  await world.deliver();
  const sent = await Promise.all(Array.from({ length: 4 }, () => world.deliver(begins)));
  expect(sent.reduce((sum, n) => sum + n)).toBe(1);
  expect(bodies()).toMatchObject([{ data: { digest: { matters: 4 } } }]);
});

it('a worker that slept through the hours waits for the next ones', async () => {
  await world.add({ hours });
  await world.raise(2);
  await world.deliver();
  const night = new Date(begins.getTime() + 14 * 3_600_000);
  expect(await world.deliver(night)).toBe(0);
  const nextWeek = new Date(begins.getTime() + 7 * 86_400_000);
  expect(await world.notices('raised')).toMatchObject(Array(2).fill({ heldUntil: nextWeek.toISOString() }));
  expect(await world.deliver(nextWeek)).toBe(1);
});

it('hours that are changed hold from then on for what waits already', async () => {
  const { id } = await world.add({ hours });
  await world.raise(2);
  await world.deliver();
  expect((await world.edit(id, { hours: null })).statusCode).toBe(200);
  expect(await world.deliver()).toBe(2);
  expect(bodies().map(({ type }) => type)).toEqual(['alarm.raised', 'alarm.raised']);
});

it('a digest of thousands names the gravest and counts the others, within what LINE takes', async () => {
  await world.add({ kind: 'line', target: `U${'a'.repeat(32)}`, token: 'line-token-1234', hours });
  await world.raise();
  await withTenant(api.db, world.org.id, async (tx) => {
    await tx`
      insert into alarms (org_id, alarm_id, shop_id, rule, subject, severity, since, need, seen_at, raised_at)
      select org_id, gen_random_uuid(), shop_id, 'backlog', 'made ' || n, 'warn', since, need, seen_at, raised_at
      from alarms, generate_series(1, 3000) n where org_id = ${world.org.id}`;
    await tx`
      insert into notices (org_id, notice_id, channel_id, alarm_id, what, body)
      select a.org_id, gen_random_uuid(), n.channel_id, a.alarm_id, 'raised',
        jsonb_set(n.body, '{alarm}', jsonb_build_object('id', a.alarm_id, 'rule', a.rule, 'severity', a.severity, 'since', a.since))
      from alarms a, notices n where a.org_id = ${world.org.id} and n.org_id = a.org_id and a.subject like 'made %'`;
  });
  await world.deliver();
  expect(await world.deliver(begins)).toBe(1);
  const [message] = bodies()[0].messages as { text: string }[];
  expect(message?.text.length).toBeLessThan(5_000);
  expect(message?.text).toMatch(/^What waited: 3001\n\n.*Cash owed to a customer/);
  expect(message?.text).toContain('and 2951 more');
  const [row] = await withTenant(
    api.db,
    world.org.id,
    (tx) => tx<{ n: number }[]>`select count(*) as n from notices where state = 'sent' and digest_id is not null`,
  );
  expect(row?.n).toBe(3_001);
});

it('somebody with minutes of their own hears what nobody acknowledged for so long, once, and nothing that is looked after', async () => {
  await world.add({ target: `${receiver.base}/boss`, matters: ['cash'], onlyEscalated: true, afterMinutes: 5 });
  await world.raise();
  const after = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  await world.look(world.org.shop, after(4));
  await world.deliver();
  expect(receiver.received).toEqual([]);
  for (const minutes of [6, 7, 20]) await world.look(world.org.shop, after(minutes));
  expect(await world.deliver()).toBe(1);
  expect(bodies()).toMatchObject([{ type: 'alarm.escalated' }]);
  await world.raise(1, world.org.otherShop, world.org.otherMachine);
  const [alarm] = await withTenant(
    api.db,
    world.org.id,
    (tx) =>
      tx<{ id: string }[]>`select alarm_id as id from alarms where shop_id = ${world.org.otherShop} and rule = 'owed'`,
  );
  expect((await world.post(`alarms/${alarm?.id}/acknowledge`)).statusCode).toBe(200);
  await world.look(world.org.otherShop, after(30));
  expect(await world.deliver()).toBe(0);
});
