import { withTenant } from '@tillbridge/core/db/client';
import * as dto from '@tillbridge/shared/reads';
import { Value } from 'typebox/value';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { around, openTill, shopDay, type TestTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
let owner: Cookies;
let till: TestTill;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  till = await openTill(api.app, owner, org.shop, org.machine);
});
afterAll(() => api.close());

async function get<T>(url: string): Promise<T> {
  const response = await api.app.inject({ url, cookies: { ...owner } });
  expect(response.statusCode, response.body).toBe(200);
  return response.json<T>();
}
describe('the list of transactions', () => {
  it('comes in pages that neither repeat nor miss a row, also where times are equal and rows arrive meanwhile', async () => {
    const at = Date.now() - 60_000;
    for (let index = 0; index < 23; index++) till.chain.sale({}, around(at));
    await till.deliver();
    const seen: string[] = [];
    let url: string | undefined = `/api/v1/shops/${org.shop}/transactions?limit=7&day=${shopDay(at)}`;
    while (url !== undefined) {
      const page: dto.TransactionPage = await get(url);
      expect(Value.Errors(dto.TransactionPageSchema, page)).toEqual([]);
      seen.push(...page.rows.map((row) => row.id));
      till.chain.sale({}, around(Date.now()));
      await till.deliver();
      url = page.next && `/api/v1/shops/${org.shop}/transactions?limit=7&day=${shopDay(at)}&cursor=${page.next}`;
    }
    expect(new Set(seen).size).toBe(seen.length);
    const [row] = await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ n: number }[]>`select count(*) as n from cash_transactions where occurred_at = ${new Date(at)}`,
    );
    expect(row?.n).toBe(23);
    expect(seen.length).toBeGreaterThanOrEqual(23);
  });
});

describe('one transaction', () => {
  it('shows every piece, the way it took and the batch that brought it', async () => {
    const occurred = around(Date.now());
    const fact = till.chain.sale(
      { steps: [{ at: occurred.occurredAt, where: 'journal', code: 'intent_written' }], reference: 'POS-77' },
      occurred,
    );
    await till.deliver();
    const list = await get<dto.TransactionPage>(`/api/v1/shops/${org.shop}/transactions?limit=1`);
    const id = list.rows[0]?.id ?? '';
    const detail = await get<dto.TransactionDetail>(`/api/v1/transactions/${id}`);
    expect(Value.Errors(dto.TransactionDetailSchema, detail)).toEqual([]);
    expect(detail).toMatchObject({
      row: { reference: 'POS-77', inMinor: 10_000, outMinor: 2_000 },
      lines: [
        { valueMinor: 10_000, form: 'note', pieces: 1, direction: 'in', place: 'stock', unit: '2' },
        { valueMinor: 2_000, form: 'note', pieces: 1, direction: 'out', place: 'stock', unit: '4' },
      ],
      intendedAt: occurred.occurredAt,
      fact: {
        agent: till.agent.agent,
        sequence: fact.sequence,
        branch: 0,
        hash: fact.hash,
        batch: { first: fact.sequence, last: fact.sequence },
      },
    });
  });
});
