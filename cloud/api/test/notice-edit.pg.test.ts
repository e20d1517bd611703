import { withTenant } from '@tillbridge/core/db/client';
import type { ChannelAdded } from '@tillbridge/shared/reads-notices';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { postOutside } from '../../worker/src/post-outside.ts';
import { makeOrganization } from './make-world.ts';
import { openReceiver, type Receiver, signatureOf } from './notice-receiver.ts';
import { laterHours, NoticeWorld } from './notice-world.ts';
import { signInAs, startApi, type TestApi } from './start-api.ts';

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

const paths = () => receiver.received.map(({ path }) => path);
const channelOf = async (id: string) => (await world.page()).channels.find((one) => one.id === id);

it('a channel is changed without its secret, what waits goes where it leads now, and the trail says what changed', async () => {
  const { id, secret = '' } = await world.add({ target: `${receiver.base}/old` });
  await world.raise();
  const edited = await world.edit(id, { label: 'Night desk', target: `${receiver.base}/new`, language: 'th' });
  expect(edited.statusCode, edited.body).toBe(200);
  expect(await world.deliver()).toBe(1);
  const [hook] = receiver.received;
  expect(paths()).toEqual(['/new']);
  expect(hook && signatureOf(secret, hook)).toBe(hook?.headers['webhook-signature']);
  expect(await channelOf(id)).toMatchObject({ label: 'Night desk', language: 'th', revision: 2 });
  const [entry] = await withTenant(
    api.db,
    world.org.id,
    (tx) => tx<{ detail: object }[]>`select detail from audit_events where action = 'notice.channel-edited'`,
  );
  expect(entry?.detail).toEqual({
    'before.label': 'Desk',
    'after.label': 'Night desk',
    'before.target': `${receiver.base}/old`,
    'after.target': `${receiver.base}/new`,
    'before.language': 'en',
    'after.language': 'th',
  });
});

it('a new secret signs beside the former one, a second change ends the oldest, and the grace ends by itself', async () => {
  const { id, secret: first = '' } = await world.add();
  const rotate = async () =>
    (await world.post(`notice-channels/${id}/rotate-secret`)).json<ChannelAdded>().secret ?? '';
  const signatures = async (now?: Date) => {
    await world.post(`notice-channels/${id}/test`);
    receiver.received = [];
    await world.deliver(now);
    const [hook] = receiver.received;
    if (hook === undefined) throw new Error('nothing came');
    return { hook, said: String(hook.headers['webhook-signature']).split(' ') };
  };
  const second = await rotate();
  const both = await signatures();
  expect(both.said).toEqual([signatureOf(second, both.hook), signatureOf(first, both.hook)]);
  const third = await rotate();
  const later = await signatures();
  expect(later.said).toEqual([signatureOf(third, later.hook), signatureOf(second, later.hook)]);
  const after = await signatures(new Date(Date.now() + 25 * 3_600_000));
  expect(after.said).toEqual([signatureOf(third, after.hook)]);
  expect(await channelOf(id)).toMatchObject({ formerUntil: null });
});

it('only a webhook has a secret to change, and only LINE a token', async () => {
  const { id } = await world.add({ kind: 'email', target: 'desk@demo.test' });
  expect((await world.post(`notice-channels/${id}/rotate-secret`)).statusCode).toBe(400);
  expect((await world.edit(id, { token: 'a-token-of-line' })).statusCode).toBe(400);
});

it('a token of LINE stays unless it is replaced', async () => {
  const { id } = await world.add({ kind: 'line', target: `U${'a'.repeat(32)}`, token: 'line-token-1111' });
  for (const token of [undefined, 'line-token-2222']) {
    await world.edit(id, { label: 'LINE', ...(token === undefined ? {} : { token }) });
    await world.post(`notice-channels/${id}/test`);
    await world.deliver();
  }
  expect(receiver.received.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer line-token-1111',
    'Bearer line-token-2222',
  ]);
});

it('a channel that was narrowed is not sent what it no longer wants, neither by itself nor within a digest', async () => {
  const { hours, begins } = laterHours();
  const { id } = await world.add({ hours });
  await world.raise(2);
  await world.raise(1, world.org.otherShop, world.org.otherMachine);
  await world.deliver();
  receiver.status = 500;
  await world.deliver(begins);
  receiver.status = 200;
  expect((await world.edit(id, { allShops: false, shops: [world.org.shop] })).statusCode).toBe(200);
  await world.deliver(new Date(begins.getTime() + 60_000));
  const said = receiver.received.map(({ body }) => JSON.parse(body).data.digest.matters);
  expect(said).toEqual([3, 2]);
  expect(receiver.received[1]?.body).not.toContain(world.org.otherShop);
  expect((await world.notices('raised')).map((one) => one.givenUpBecause).sort()).toEqual(['edited', null, null]);
});

it('a channel changed while its notice is being sent: sent once, and a failure of the old address is none of the new', async () => {
  const { id } = await world.add({ target: `${receiver.base}/old` });
  await world.raise();
  receiver.meanwhile = async () => {
    receiver.meanwhile = async () => undefined;
    await world.edit(id, { target: `${receiver.base}/new` });
    expect(await world.deliver()).toBe(0);
  };
  receiver.status = 500;
  await world.deliver();
  expect(await channelOf(id)).toMatchObject({ failures: 0 });
  receiver.status = 200;
  await world.deliver(new Date(Date.now() + 60_000));
  expect(paths()).toEqual(['/old', '/new']);
  const [notice] = await world.notices('raised');
  expect(notice?.attempts.map(({ target }) => target)).toEqual([`${receiver.base}/old`, `${receiver.base}/new`]);
});

it('a channel removed while its notice is being sent stays removed, and nothing waits for ever', async () => {
  const { id } = await world.add();
  await world.raise();
  receiver.status = 500;
  receiver.meanwhile = async () => {
    await world.post(`notice-channels/${id}/remove`);
  };
  await world.deliver();
  expect(await world.notices('raised')).toMatchObject([{ state: 'given-up', givenUpBecause: 'removed' }]);
});

it('server-side request forgery: an address changed to one of the inside is never connected to', async () => {
  const { id } = await world.add();
  for (const target of ['https://127.0.0.1/hook', 'https://[::1]/', 'https://169.254.169.254/', 'http://1.1.1.1/']) {
    expect((await world.edit(id, { target })).statusCode).toBe(200);
    await world.post(`notice-channels/${id}/test`);
    await world.deliver(undefined, { post: postOutside });
    const [latest] = await world.notices('test');
    expect(latest).toMatchObject({ state: 'waiting', attempts: [{ status: null, target }] });
    expect(latest?.attempts[0]?.answer).toMatch(/internet|only https/);
  }
  for (const target of ['file:///etc/passwd', 'https://user:word@hooks.example/', 'nothing'])
    expect((await world.edit(id, { target })).statusCode, target).toBe(400);
});

it("another organization's channel and shop are not there, and whoever sees some shops only changes nothing", async () => {
  const { id } = await world.add();
  const foreign = await makeOrganization(api.db, `B${id.slice(-6)}`);
  const stranger = await signInAs(api.app, foreign.people.owner);
  const manager = await signInAs(api.app, world.org.people.regional_manager);
  expect((await world.edit(id, { target: 'https://evil.example/' }, stranger)).statusCode).toBe(404);
  expect((await world.post(`notice-channels/${id}/rotate-secret`, {}, stranger)).statusCode).toBe(404);
  expect((await world.edit(id, { allShops: false, shops: [foreign.shop] })).statusCode).toBe(404);
  expect((await world.edit(id, { target: 'https://evil.example/' }, manager)).statusCode).toBe(403);
  expect(await channelOf(id)).toMatchObject({ target: `${receiver.base}/hook`, revision: 1 });
});

it('two who change a channel at once: the second is told to read it again', async () => {
  const { id } = await world.add();
  const answers = await Promise.all([
    world.edit(id, { label: 'One', revision: 1 }),
    world.edit(id, { label: 'Two', revision: 1 }),
  ]);
  expect(answers.map((answer) => answer.statusCode).sort()).toEqual([200, 409]);
});

it('to change a channel or its secret one proves anew who sits there', async () => {
  const { id } = await world.add();
  await withTenant(api.db, world.org.id, (tx) => tx`update sessions set proven_at = now() - interval '1 hour'`);
  for (const answer of [
    await world.edit(id, { label: 'One' }),
    await world.post(`notice-channels/${id}/rotate-secret`),
  ])
    expect(answer.json()).toMatchObject({ status: 403, code: 'api.step-up' });
});

it('a name is a name: it ends no line, turns no direction and is filled into nothing', async () => {
  const name = 'Shop {{secret}} <%= secret %>\r\nBcc: all@evil.example\u202e<b>';
  await withTenant(
    api.db,
    world.org.id,
    (tx) => tx`update shops set name_en = ${name} where shop_id = ${world.org.shop}`,
  );
  await world.add({ kind: 'email', target: 'desk@demo.test' });
  await world.raise();
  const mails: { subject: string; text: string }[] = [];
  await world.deliver(undefined, { sendMail: async (mail) => void mails.push(mail) });
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toContain('{{secret}} <%= secret %> Bcc: all@evil.example <b>');
  expect(mails[0]?.text.split('\n')).toHaveLength(6);
});
