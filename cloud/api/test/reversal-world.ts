import { randomUUID } from 'node:crypto';
import { type Database, withTenant } from '@tillbridge/core/db/client';
import { compareRound } from '@tillbridge/core/divergences/compare-round';
import type { TransactionDetail } from '@tillbridge/shared/reads';
import { expect } from 'vitest';
import { type Desk, openDesk } from './desk.ts';
import { around, openTill, type TestTill } from './fill-shop.ts';
import type { TestOrganization } from './make-world.ts';
import { type Cookies, type OwnDatabase, signInAs, startApi, type TestApi } from './start-api.ts';

export const DAY_MS = 86_400_000;

/** A shop that sells, and two people who take back what was sold. */
export interface ReversalWorld extends Desk {
  readonly api: TestApi;
  readonly accountant: Cookies;
  readonly till: TestTill;
  /** A sale of 80.00 that happened so long ago, delivered; its id. */
  sale(agoMs?: number, differs?: object): Promise<string>;
  propose(transaction: string, by?: Cookies): ReturnType<Desk['post']>;
  approve(id: string, by?: Cookies): ReturnType<Desk['post']>;
  /** Has the second person agree to what was asked; the id of the entry. */
  book(asked: ReturnType<Desk['post']>): Promise<string>;
  detailOf(transaction: string): Promise<TransactionDetail>;
  books(): Promise<ReversalBooks>;
  expectEqualBooks(): Promise<void>;
  /** Dies between the sums of this entry and the commit. */
  bookKilled(id: string): Promise<void>;
  /** Compares all that there is with its facts; what was found. */
  compare(): Promise<readonly object[]>;
}

export async function makeReversalWorld(clone: OwnDatabase): Promise<ReversalWorld> {
  const api = await startApi(clone);
  const desk = await openDesk(api);
  const { org, owner, post } = desk;
  const accountant = await signInAs(api.app, org.people.accountant);
  const till = await openTill(api.app, owner, org.shop, org.machine);
  const approve = (id: string, by = accountant) => post(by, `reversals/${id}/approve`);
  const books = () => readBooks(api.db, org);
  return {
    ...desk,
    ...{ api, accountant, till, approve, books },
    async sale(agoMs = 0, differs = {}) {
      const operation = randomUUID();
      till.chain.sale({ operation, ...differs }, around(Date.now() - agoMs));
      await till.deliver();
      return operation;
    },
    propose: (transaction, by = owner) => post(by, 'reversals', { transaction, reason: 'rung up twice' }),
    async book(asked) {
      const answer = await asked;
      expect(answer.statusCode, answer.body).toBe(200);
      const { id } = answer.json<{ id: string }>();
      const booked = await approve(id);
      expect(booked.statusCode, booked.body).toBe(200);
      return id;
    },
    detailOf: (transaction) => desk.get(`transactions/${transaction}`),
    async expectEqualBooks() {
      const { moved, hours, days, months } = await books();
      expect({ hours, days, months }).toEqual({ hours: moved, days: moved, months: moved });
    },
    async bookKilled(id) {
      const killed = withTenant(api.db, org.id, async (tx) => {
        await tx`select * from book_reversal(${org.id}, ${id}, ${org.people.accountant.id})`;
        await tx`select pg_terminate_backend(pg_backend_pid())`;
      });
      await expect(killed).rejects.toThrow();
    },
    async compare() {
      await compareRound({ db: api.db, archive: undefined }, org.id, new Date(Date.now() + 30 * DAY_MS));
      const found = await withTenant(
        api.db,
        org.id,
        (tx) => tx`select what, state, subject, expected, found from divergences order by found_at, subject`,
      );
      return found.map((row) => ({ ...row }));
    },
  };
}

interface ReversalBooks {
  readonly moved: string;
  readonly hours: string;
  readonly days: string;
  readonly months: string;
}

/** What moved and what was taken back, by kind, beside the sums of each length; one snapshot, equal whenever anybody looks. */
function readBooks(db: Database, org: TestOrganization): Promise<ReversalBooks> {
  const sums = (table: string) => `
    (select string_agg(concat_ws('/', kind, transactions, in_minor, out_minor), ' ' order by kind)
     from (select kind, sum(transactions) transactions, sum(in_minor) in_minor, sum(out_minor) out_minor from ${table} where shop_id = '${org.shop}' group by kind) t)`;
  return withTenant(db, org.id, async (tx) => {
    const [row] = await tx<ReversalBooks[]>`
      select
        (select string_agg(concat_ws('/', kind, operations, in_minor, out_minor), ' ' order by kind)
         from (
           select kind, sum(n) operations, sum(in_minor) in_minor, sum(out_minor) out_minor
           from (
             select kind, 1 as n, in_minor, out_minor from cash_transactions where shop_id = ${org.shop}
             union all
             select kind, 0, in_minor, out_minor from reversals where shop_id = ${org.shop} and ended = 'approved'
           ) each group by kind) t) as moved,
        ${tx.unsafe(sums('hourly_summaries'))} as hours, ${tx.unsafe(sums('daily_summaries'))} as days, ${tx.unsafe(sums('monthly_summaries'))} as months`;
    if (row === undefined) throw new Error('no books');
    return row;
  });
}
