import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { acceptBatch } from '../src/ingest/accept-batch.ts';
import { ALL_RULES } from '../src/ingest/rules.ts';
import { type BuiltFact, hex32, inventory, newId } from './build-facts.ts';
import { custodyOf, faultOf, makeWorld, type OpenShop, openShop, sumsOf, type World } from './ingest-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const line = (fact: BuiltFact) => fact.line.toString();
const edit = (shop: OpenShop, change: (text: string) => string | Buffer) => {
  const fact = shop.chain.sale();
  shop.chain.facts.pop();
  shop.chain.raw(change(line(fact)));
};

const POISON: [name: string, code: string, add: (shop: OpenShop) => void][] = [
  ['no JSON', 'fact.unreadable', ({ chain }) => chain.raw('{"v":1')],
  ['an empty line', 'fact.unreadable', ({ chain }) => chain.raw('')],
  ['bytes that are not UTF-8', 'fact.unreadable', ({ chain }) => chain.raw(Buffer.from([0x7b, 0xff, 0xfe, 0x7d]))],
  ['NUL bytes', 'fact.unreadable', ({ chain }) => chain.raw(Buffer.from('{"v":\0 1}'))],
  ['depth', 'fact.unreadable', ({ chain }) => chain.raw(`${'['.repeat(30_000)}${']'.repeat(30_000)}`)],
  ['a key twice', 'fact.unreadable', (shop) => edit(shop, (text) => text.replace('"v":1', '"v":1,"v":1'))],
  [
    'a key twice, once escaped',
    'fact.unreadable',
    (shop) => edit(shop, (text) => text.replace('"v":1', '"v":1,"\\u0076":1')),
  ],
  [
    'a key twice deep inside',
    'fact.unreadable',
    (shop) => edit(shop, (text) => text.replace('"owedMinor":0', '"owedMinor":0,"owedMinor":5')),
  ],
  ['__proto__', 'fact.schema', (shop) => edit(shop, (text) => text.replace('"v":1', '"v":1,"__proto__":{"x":1}'))],
  [
    '__proto__ in the body',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"owedMinor":0', '"owedMinor":0,"__proto__":{"owedMinor":9}')),
  ],
  ['an unknown field', 'fact.schema', (shop) => edit(shop, (text) => text.replace('"v":1', '"v":1,"x":1'))],
  ['an unknown kind', 'fact.schema', (shop) => edit(shop, (text) => text.replace('cash.transaction', 'cash.magic'))],
  [
    'a kind named like a method',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('cash.transaction', 'constructor')),
  ],
  ['another version', 'fact.schema', (shop) => edit(shop, (text) => text.replace('"v":1', '"v":2'))],
  ['a list', 'fact.schema', ({ chain }) => chain.raw('[]')],
  ['null', 'fact.schema', ({ chain }) => chain.raw('null')],
  [
    'an amount as text',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":"8000"')),
  ],
  [
    'an amount as null',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":null')),
  ],
  [
    'an amount as true',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":true')),
  ],
  [
    'an amount in a list',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":[8000]')),
  ],
  [
    'half a satang',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":8000.5')),
  ],
  ['a negative amount', 'fact.schema', ({ chain }) => chain.sale({ amountMinor: -1 })],
  ['an amount beyond the limit', 'fact.schema', ({ chain }) => chain.sale({ amountMinor: 1_000_000_000_001 })],
  ['1e400', 'fact.schema', (shop) => edit(shop, (text) => text.replace('"amountMinor":8000', '"amountMinor":1e400'))],
  [
    'no pieces',
    'fact.schema',
    ({ chain }) => chain.sale({ lines: [{ valueMinor: 1, form: 'coin', pieces: 0, direction: 'in', place: 'stock' }] }),
  ],
  [
    'a generation beyond every counter',
    'fact.schema',
    ({ chain }) => chain.sale({ device: { serial: 'A', generation: 1e300, transaction: '1' } }),
  ],
  ['NUL in a text', 'fact.schema', ({ chain }) => chain.sale({ operator: 'a\0b' })],
  ['half a character in a text', 'fact.schema', ({ chain }) => chain.sale({ reference: '\ud800' })],
  [
    'a line longer than allowed',
    'fact.schema',
    (shop) => edit(shop, (text) => text.replace('"v":1', `"v":1${' '.repeat(70_000)}`)),
  ],
  ['1970', 'fact.time', ({ chain }) => chain.sale({}, { occurredAt: '1970-01-01T00:00:00.000Z' })],
  ['2100', 'fact.time', ({ chain }) => chain.sale({}, { occurredAt: '2100-01-01T00:00:00.000Z' })],
  [
    'the day after tomorrow',
    'fact.time',
    ({ chain }) => chain.sale({}, { occurredAt: new Date(Date.now() + 2 * DAY_MS).toISOString() }),
  ],
  [
    'the 30th of February',
    'fact.time',
    ({ chain }) => chain.sale({}, { occurredAt: '2024-02-30T10:00:00.000Z', businessDate: '2024-03-01' }),
  ],
  [
    'hour 25',
    'fact.time',
    ({ chain }) => chain.sale({}, { occurredAt: '2024-02-20T25:00:00.000Z', businessDate: '2024-02-21' }),
  ],
  ['a business date that is none', 'fact.time', ({ chain }) => chain.sale({}, { businessDate: '2024-13-45' })],
  [
    'a business date three days off',
    'fact.time',
    ({ chain }) => chain.sale({}, { businessDate: new Date(Date.now() - 4 * DAY_MS).toISOString().slice(0, 10) }),
  ],
  [
    'a reading from the future',
    'fact.time',
    ({ chain }) => chain.sale({ inventory: inventory('2100-01-01T00:00:00.000Z') }),
  ],
  ['lines that do not add up', 'fact.sums', ({ chain }) => chain.sale({ inMinor: 10_001 })],
  ['lines out that do not add up', 'fact.sums', ({ chain }) => chain.sale({ outMinor: 0 })],
  ['owed although completed', 'fact.sums', ({ chain }) => chain.sale({ owedMinor: 100 })],
  ['the sequence of another place', 'fact.place', ({ chain }) => chain.sale({}, { sequence: 77 })],
  ['another epoch', 'fact.place', ({ chain }) => chain.sale({}, { epoch: hex32() })],
  ['another agent', 'fact.place', ({ chain }) => chain.sale({}, { agent: newId() })],
  ['a machine of nobody', 'fact.machine', ({ chain }) => chain.sale({ machine: newId() })],
  ['another currency than the machine holds', 'fact.machine', ({ chain }) => chain.sale({ currency: 'JPY' })],
];

describe('poison between two good facts is set aside with its bytes and a code, and the stream goes on:', () => {
  test.each(POISON)('%s', async (_name, code, add) => {
    const shop = await openShop(world);
    shop.chain.sale();
    add(shop);
    shop.chain.sale();
    const receipt = await shop.send();
    expect(receipt).toMatchObject({
      applied: 2,
      highWater: 3,
      quarantined: [{ sequence: 2, hash: shop.chain.hashAt(2), code }],
    });
    const custody = await custodyOf(world, shop.agent, shop.chain.epoch);
    expect(custody.quarantine).toMatchObject([{ sequence: 2, code, in_stream: true, state: 'pending' }]);
    const [kept] = await world.god`select raw from quarantine where agent_id = ${shop.agent}`;
    expect(Buffer.compare(kept?.['raw'], shop.chain.facts[1]?.line ?? Buffer.alloc(0))).toBe(0);
    expect(await shop.send()).toMatchObject({ duplicates: 3, applied: 0 });
    expect(await sumsOf(world, shop.shop)).toMatchObject({ facts: '2/20000/4000', days: '2/20000/4000' });
  });
});

describe('rules that hold poison off', () => {
  test('without advancing, one bad line stops its shop', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    shop.chain.sale({ inMinor: 1 });
    shop.chain.sale();
    expect(await shop.send({}, { ...ALL_RULES, poisonAdvances: false })).toMatchObject({ highWater: 1, applied: 1 });
  });

  test('without exact sums, lines and amounts may differ', async () => {
    const shop = await openShop(world);
    shop.chain.sale({ inMinor: 1 });
    expect(await shop.send({}, { ...ALL_RULES, sumsExact: false })).toMatchObject({ applied: 1 });
  });

  test('without dedupe, what is applied is set aside as well', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    await shop.send();
    expect(await shop.send({}, { ...ALL_RULES, dedupe: false })).toMatchObject({ quarantined: [{ sequence: 1 }] });
  });
});

describe('facts that pass every check but that the database cannot hold', () => {
  test('are set aside together, and the stream goes on', async () => {
    const shop = await openShop(world);
    await world.god.unsafe(
      `alter table cash_transactions add constraint no_seven check (reference is distinct from 'POS-7')`,
    );
    shop.chain.sale();
    shop.chain.sale({ reference: 'POS-7' });
    const receipt = await shop.send();
    await world.god.unsafe('alter table cash_transactions drop constraint no_seven');
    expect(receipt).toMatchObject({
      applied: 0,
      highWater: 2,
      quarantined: [{ code: 'fact.schema' }, { code: 'fact.schema' }],
    });
    shop.chain.sale();
    expect(await shop.send({ from: 3 })).toMatchObject({ applied: 1, highWater: 3 });
  });
});

describe('a whole batch is refused', () => {
  test('when its figures about itself are no exact numbers', async () => {
    const shop = await openShop(world);
    shop.chain.sale();
    expect(await faultOf(shop.send({ stats: { pending: 1e300, oldestPendingMs: 0 } }))).toBe('sync.envelope');
  });

  test('when it has 10,001 facts', async () => {
    const shop = await openShop(world);
    const lines = Array.from({ length: 10_001 }, () => Buffer.from('{}'));
    expect(await faultOf(shop.send({ to: 10_001, lines, toHash: shop.chain.headerHash }))).toBe('sync.batch-too-large');
  });

  test('when it is larger than the limit', async () => {
    const shop = await openShop(world);
    const lines = Array.from({ length: 20 }, () => Buffer.alloc(60_000, 'x'));
    expect(await faultOf(shop.send({ to: 20, lines, toHash: shop.chain.headerHash }))).toBe('sync.batch-too-large');
  });

  test.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['__proto__', '{"__proto__":1}'],
    ['depth', '['.repeat(5_000)],
  ])('when its first line is %s', async (_name, head) => {
    const shop = await openShop(world);
    expect(await faultOf(acceptBatch(world.db, shop.scope, Buffer.from(`${head}\n`)))).toBe('sync.envelope');
  });

  test('when places and lines disagree', async () => {
    const shop = await openShop(world);
    shop.chain.sales(2);
    expect(await faultOf(shop.send({ to: 3, toHash: shop.chain.hashAt(2) }))).toBe('sync.envelope');
    expect(await faultOf(shop.send({ from: 0 }))).toBe('sync.envelope');
  });
});
