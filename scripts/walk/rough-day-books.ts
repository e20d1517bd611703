import type { Fact } from '@tillbridge/shared/fact';
import type { Need, ShopPage, ShopSummary } from '@tillbridge/shared/reads';
import { expect } from 'vitest';
import { waitUntil } from '../start/wait-until.ts';
import type { Rig } from './rig.ts';
import {
  type CloudFact,
  isTransaction,
  readCloudFacts,
  readJournal,
  readTableSums,
  recordedByValue,
  type Sums,
  sumFacts,
} from './rig-books.ts';
import { heldMinor, type MachineCash, netByValue, unaccounted } from './rig-machine.ts';

const PATIENCE_MS = 150_000;
const TAKING = ['sale', 'deposit', 'change'];
const FOR_A_PERSON = ['unknown', 'partial', 'retained'];

/** The shop is at rest: nothing runs, nothing lies in the machine's mouth, and the cloud has every fact of the journal. */
export async function comeToRest(rig: Rig): Promise<void> {
  let why = '';
  const atRest = async () => {
    const { machine, cash } = await rig.machine();
    const { machines, journal, delivery } = await rig.till.status();
    why = JSON.stringify({ machine, machines, journal, delivery, outlet: cash.outlet, path: cash.path });
    const empty = heldMinor(cash, 'outlet', 'path') === 0 && machine.payout === 'idle' && machine.deposit === 'closed';
    return empty && machines.every((each) => each.ready) && journal.pending === 0 && delivery.link === 'connected';
  };
  await waitUntil(atRest, 'waited', PATIENCE_MS).catch(() => {
    throw new Error(`the shop did not come to rest: ${why}\n${rig.logOf('agent')}\n${rig.logOf('api')}`);
  });
}

/** Machine, journal, database and what the pages are told all say the same. */
export async function expectBooksToBalance(rig: Rig): Promise<void> {
  await comeToRest(rig);
  const facts = await expectCustody(rig);
  const { cash } = await rig.machine();
  expectCashToBalance(cash, facts);
  expectOncePerOrder(rig, facts);
  const sums = sumFacts(facts);
  const tables = await readTableSums(rig.postgres.sql, rig.shop.shopId);
  expect(tables).toEqual({ transactions: sums, lines: sums, hourly: sums, daily: sums });
  await expectPages(rig, cash, facts, sums);
}

/** Every place of the journal is in the cloud under the same hash, once, and the cloud holds nothing else of it. */
async function expectCustody(rig: Rig): Promise<readonly Fact[]> {
  let held: readonly CloudFact[] = [];
  let places = readJournal(rig.journalFile);
  // A machine's state may be written at any moment: both are read until they are of one moment.
  await waitUntil(
    async () => {
      places = readJournal(rig.journalFile);
      held = await readCloudFacts(rig.postgres.sql, [...new Set(places.map((place) => place.epoch))]);
      return held.length >= places.length;
    },
    `the cloud holds ${held.length} facts of ${places.length}`,
    PATIENCE_MS,
  );
  const name = (at: { readonly epoch: string; readonly sequence: number; readonly hash: string }) =>
    `${at.epoch}/${at.sequence}/${at.hash}`;
  expect(held.map(name).sort()).toEqual(places.map(name).sort());
  expect(held.filter((fact) => fact.branch !== 0)).toEqual([]);
  return held.map((fact) => JSON.parse(fact.raw.toString('utf8')) as Fact);
}

/** No piece is made or lost, and what people put in and took out is what the facts say, value by value. */
function expectCashToBalance(cash: MachineCash, facts: readonly Fact[]): void {
  expect(unaccounted(cash)).toEqual([]);
  expect(heldMinor(cash, 'opening', 'inserted')).toBe(heldMinor(cash, 'stock', 'cassette', 'reject', 'taken'));
  const recorded = recordedByValue(facts);
  const moved = netByValue(cash);
  for (const [value, pieces] of moved) expect([value, recorded.get(value) ?? 0]).toEqual([value, pieces]);
}

/** One outcome an operation, and no more paid out than was asked for. */
function expectOncePerOrder(rig: Rig, facts: readonly Fact[]): void {
  const operations = facts.filter(isTransaction).map((fact) => fact.body);
  const ids = operations.map((body) => body.operation);
  expect(new Set(ids).size).toBe(ids.length);
  for (const body of operations) {
    if (body.kind === 'payout') expect(body.outMinor).toBeLessThanOrEqual(body.amountMinor);
  }
  const answered = rig.till.orders.flatMap((order) => (order.answer === undefined ? [] : [order.answer.operation]));
  expect([...ids].sort()).toEqual(answered.sort());
}

async function expectPages(rig: Rig, cash: MachineCash, facts: readonly Fact[], sums: Sums): Promise<void> {
  const today = await rig.viewer.today();
  const page = await rig.viewer.shop(rig.shop.shopId);
  const tile = today.shops.find((shop) => shop.id === rig.shop.shopId);
  if (tile === undefined) throw new Error('the shop is not among the shops');
  const needs = today.needs.filter((need) => need.shopId === rig.shop.shopId);
  for (const shown of [tile, page.tile]) {
    expectTile(shown, sums);
    expect(shown.positions).toMatchObject([
      { stock: heldMinor(cash, 'stock'), box: heldMinor(cash, 'cassette'), currency: 'THB' },
    ]);
  }
  expectMovements(page, sums);
  expectNeeds(needs, facts);
  expectNeeds(page.needs, facts);
}

function expectTile(tile: ShopSummary, sums: Sums): void {
  const rows = Object.entries(sums).filter(([key]) => key.startsWith(tile.businessDate));
  const netOf = (wanted: (kind: string) => boolean) =>
    rows.reduce((sum, [key, [, inMinor, outMinor]]) => (wanted(key.slice(11)) ? sum + inMinor - outMinor : sum), 0);
  expect({
    transactions: tile.transactions,
    takingsMinor: tile.takingsMinor,
    payoutsMinor: tile.payoutsMinor,
  }).toEqual({
    transactions: rows.reduce((sum, [, [many]]) => sum + many, 0),
    takingsMinor: netOf((kind) => TAKING.includes(kind)),
    payoutsMinor: 0 - netOf((kind) => kind === 'payout'),
  });
}

function expectMovements({ tile, movements }: ShopPage, sums: Sums): void {
  const shown = movements.map((row) => [
    `${tile.businessDate}/${row.kind}`,
    [row.transactions, row.inMinor, row.outMinor],
  ]);
  const wanted = Object.entries(sums).filter(([key]) => key.startsWith(tile.businessDate));
  expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(wanted));
}

/** What nobody can say, what is owed and what was kept stands before a person, each with its transaction. */
function expectNeeds(needs: readonly Need[], facts: readonly Fact[]): void {
  const open = facts.filter(isTransaction).filter(({ body }) => FOR_A_PERSON.includes(body.outcome));
  const shown = needs.flatMap((need) => (need.transactionId === undefined ? [] : [need.transactionId]));
  expect(shown.sort()).toEqual(open.map(({ body }) => body.operation).sort());
}
