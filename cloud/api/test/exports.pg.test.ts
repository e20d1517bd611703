import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { archiveMonth } from '@tillbridge/core/archive/archive-month';
import { withTenant } from '@tillbridge/core/db/client';
import { EXPORT_LISTS } from '@tillbridge/core/exports/export-lists';
import { folderStore } from '@tillbridge/core/store/folder-store';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { sealKeys } from '@tillbridge/core/store/seal';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { inventory } from '../../core/test/build-facts.ts';
import { readWorkbook } from '../../core/test/read-workbook.ts';
import { around, openTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const MANY = 200_000;
const archive: SealedPlace = {
  store: folderStore(mkdtempSync(join(tmpdir(), 'tillbridge-export-'))),
  keys: sealKeys(generateKeyPairSync('ed25519').privateKey),
};
let api: TestApi;
let god: postgres.Sql;
let org: TestOrganization;
let owner: Cookies;

beforeAll(async () => {
  const clone = await cloneDatabase();
  god = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  api = await startApi(clone, { places: { audit: undefined, archive } });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await proven('owner');
  const till = await openTill(api.app, owner, org.shop, org.machine);
  const other = await openTill(api.app, owner, org.otherShop, org.otherMachine);
  till.chain.sale({ reference: '=cmd|calc', operator: 'สมชาย, "ก"' }, around(Date.now() - 60_000));
  till.chain.sale({}, { occurredAt: '2018-06-03T05:00:00.000Z', businessDate: '2018-06-03' });
  till.chain.closing({}, around(Date.now()));
  const read = { machine: org.machine, inventory: inventory(new Date().toISOString()) };
  till.chain.add('machine.inventory', read, around(Date.now()));
  till.chain.raw('{"not":"a fact"}');
  other.chain.sale({ reference: 'OTHER-1' }, around(Date.now() - 30_000));
  await till.deliver();
  await other.deliver();
  await archiveMonth({ db: api.db, ...archive }, '2018-06-01');
}, 60_000);
afterAll(async () => {
  await god.end();
  await api.close();
});

const own = { 'sec-fetch-site': 'same-origin' };

/** A sign-in is the proof, for a while. */
const proven = (role: keyof TestOrganization['people']): Promise<Cookies> => signInAs(api.app, org.people[role]);

interface Order {
  readonly list: string;
  readonly format?: 'csv' | 'xlsx';
  readonly bom?: boolean;
  readonly language?: 'en' | 'th';
  readonly filters?: Readonly<Record<string, string>>;
}

function order(wish: Order, cookies: Cookies = owner) {
  return api.app.inject({
    method: 'POST',
    url: '/api/v1/exports',
    headers: own,
    cookies: { ...cookies },
    payload: { format: 'csv', bom: false, language: 'en', filters: {}, ...wish },
  });
}

async function take(wish: Order, cookies: Cookies = owner) {
  const ordered = await order(wish, cookies);
  if (ordered.statusCode !== 200) throw new Error(ordered.body);
  return api.app.inject({ url: ordered.json<{ path: string }>().path, cookies: { ...cookies } });
}
const linesOf = (text: string) => text.split('\r\n').slice(0, -1);
const trail = async () =>
  (
    await withTenant(
      api.db,
      org.id,
      (tx) => tx<{ action: string; subject: string; detail: { rows?: number } }[]>`
        select action, subject, detail from audit_events where action like 'export.%' order by event_no`,
    )
  ).map(({ action, subject, detail }) => ({ action, subject, rows: detail.rows }));

describe('an export', () => {
  it('of transactions holds what the filter asks for, with ISO dates, decimals beside their currency, and no formula', async () => {
    const file = await take({ list: 'transactions', filters: { shop: org.shop } });
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(file.headers['content-disposition']).toMatch(/^attachment; filename="transactions-\d{4}-\d{2}-\d{2}\.csv"$/);
    const [header, ...rows] = linesOf(file.body);
    expect(header).toContain('Time,Business day,Shop,Kind,Outcome,Currency,Amount,In,Out,Net');
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatch(
      /^\d{4}-\d{2}-\d{2}T[\d:.]+Z,\d{4}-\d{2}-\d{2},S0A,sale,completed,THB,80\.00,100\.00,20\.00,80\.00,0\.00,/,
    );
    expect(rows[0]).toContain(`"สมชาย, ""ก""",'=cmd|calc,`);
  });

  it.each(EXPORT_LISTS.map(({ key }) => key))(
    'of %s can be taken as CSV and as a workbook, with the same rows',
    async (list) => {
      const filters: Record<string, string> =
        list === 'archived-transactions' ? { from: '2018-06-01', to: '2018-06-30' } : {};
      const lines = linesOf((await take({ list, filters, bom: true, language: 'th' })).body);
      expect(lines[0]?.startsWith('\uFEFF')).toBe(true);
      const book = await take({ list, filters, format: 'xlsx', language: 'th' });
      const rows = await readWorkbook(book.rawPayload);
      const columns = EXPORT_LISTS.find(({ key }) => key === list)?.columns ?? [];
      expect(rows[0]).toEqual(columns.map(({ title }) => title.th));
      // The trail grows by what the exports themselves write into it.
      if (list === 'audit') expect(rows.length).toBeGreaterThan(lines.length);
      else expect(rows).toHaveLength(lines.length);
      if (list !== 'employees') expect(lines.length).toBeGreaterThan(1);
    },
  );

  it('writes an amount into a workbook as a number, and a formula as a text', async () => {
    const book = await take({ list: 'transactions', format: 'xlsx', filters: { shop: org.shop } });
    const rows = await readWorkbook(book.rawPayload);
    expect(rows[1]?.slice(5, 8)).toEqual(['THB', 80, 100]);
    expect(rows[1]).toContain('=cmd|calc');
    expect(book.rawPayload.includes('<f>')).toBe(false);
  });

  it('is in the trail with its filters and rows', async () => {
    const count = async (wanted: string) => (await trail()).filter(({ action }) => action === wanted).length;
    // The end of another test's export may still be on its way into the trail.
    await vi.waitFor(async () => expect(await count('export.finished')).toBe(await count('export.started')));
    const before = (await trail()).length;
    await take({ list: 'employees', filters: { shop: org.shop } });
    await vi.waitFor(async () => expect((await trail()).slice(before)).toHaveLength(2));
    expect((await trail()).slice(before)).toEqual([
      { action: 'export.started', subject: 'employees', rows: undefined },
      { action: 'export.finished', subject: 'employees', rows: 0 },
    ]);
  });
});

describe('nobody takes out', () => {
  it('what they may not see: export.run alone is not enough, and the attempt is in the trail', async () => {
    const manager = await proven('regional_manager');
    const answer = await order({ list: 'audit' }, manager);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'api.forbidden']);
    const technician = await proven('technician');
    expect((await order({ list: 'transactions' }, technician)).statusCode).toBe(403);
  });

  it('rows of shops that are not theirs, whatever the filter says', async () => {
    const manager = await proven('regional_manager');
    const all = linesOf((await take({ list: 'transactions' }, manager)).body);
    expect(all.join()).not.toContain('OTHER-1');
    expect(all).toHaveLength(2);
    const foreign = linesOf((await take({ list: 'transactions', filters: { shop: org.otherShop } }, manager)).body);
    expect(foreign).toHaveLength(1);
  });

  it('anything at all without export.run, also not with a ticket of somebody who has it', async () => {
    const cashier = await proven('cashier');
    const path = (await order({ list: 'transactions' })).json<{ path: string }>().path;
    expect((await order({ list: 'transactions' }, cashier)).statusCode).toBe(403);
    expect((await api.app.inject({ url: path, cookies: { ...cashier } })).statusCode).toBe(403);
    expect((await api.app.inject({ url: path })).statusCode).toBe(401);
  });

  it('anything without a fresh proof', async () => {
    const signedIn = await signInAs(api.app, org.people.accountant);
    await god`update sessions set proven_at = now() - interval '1 hour' where person_id = ${org.people.accountant.id}`;
    expect((await order({ list: 'transactions' }, signedIn)).json<{ code: string }>().code).toBe('api.step-up');
  });

  it('with the ticket of somebody else, a changed one, or an old one', async () => {
    const path = (await order({ list: 'transactions' })).json<{ path: string }>().path;
    const accountant = await proven('accountant');
    const code = async (url: string, cookies: Cookies) =>
      (await api.app.inject({ url, cookies: { ...cookies } })).json<{ code: string }>().code;
    expect(await code(path, accountant)).toBe('export.no-ticket');
    const [text = '', seal = ''] = decodeURIComponent(path.split('ticket=')[1] ?? '').split('.');
    const changed = JSON.parse(Buffer.from(text, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...changed, list: 'audit' })).toString('base64url');
    expect(await code(`/api/v1/exports/file?ticket=${forged}.${seal}`, owner)).toBe('export.no-ticket');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 121_000 });
    expect(await code(path, owner)).toBe('export.no-ticket');
    vi.useRealTimers();
  });

  it.each([
    [{ list: 'nothing' }, 404],
    [{ list: 'transactions', filters: { shop: "x' or 1=1" } }, 400],
    [{ list: 'transactions', filters: { day: '2026-02-31' } }, 400],
    [{ list: 'transactions', filters: { secret: 'x' } }, 400],
    [{ list: 'archived-transactions' }, 400],
  ] satisfies [Order, number][])('by the order %j', async (wish, status) => {
    expect((await order(wish)).statusCode).toBe(status);
  });
});

describe(`an export of ${MANY} rows`, () => {
  beforeAll(async () => {
    await god`
      insert into cash_transactions (
        org_id, business_date, transaction_id, shop_id, machine_id, agent_id, epoch, sequence, kind, outcome, currency,
        amount_minor, in_minor, out_minor, owed_minor, operator, reference, occurred_at, received_at)
      select ${org.id}, current_date, gen_random_uuid(), ${org.otherShop}, ${org.otherMachine}, gen_random_uuid(), repeat('0', 32), n,
        'sale', case when n % 10 = 0 then 'cancelled' else 'completed' end, 'THB', 8000, 10000, 2000, 0, 'Somchai', 'POS-' || n, now() - make_interval(secs => n), now()
      from generate_series(1, ${MANY}) n`;
  }, 120_000);

  it.each([
    ['csv', MANY + 1, {}],
    ['xlsx', MANY / 10, { outcome: 'cancelled' }],
  ] as const)(
    'streams as %s, %i rows, without holding more than a small part of it',
    async (format, rows, filters) => {
      const origin = await listening();
      const ordered = await order({ list: 'transactions', format, filters: { shop: org.otherShop, ...filters } });
      const before = liveBytes();
      let [bytes, peak, chunks] = [0, 0, 0];
      const answer = await fetch(`${origin}${ordered.json<{ path: string }>().path}`, {
        headers: { cookie: cookieLine(owner) },
      });
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        chunks += 1;
        if (chunks % 40 === 0) peak = Math.max(peak, liveBytes() - before);
      }
      await vi.waitFor(async () => expect((await trail()).at(-1)).toMatchObject({ action: 'export.finished', rows }));
      expect(bytes).toBeGreaterThan(rows * 10);
      expect(chunks, 'was measured on the way').toBeGreaterThan(40);
      // What is alive beside the garbage: a batch of rows and the buffers, however many rows there are.
      expect(peak).toBeLessThan(16_000_000);
    },
    120_000,
  );

  it('is broken off when the client leaves: the cursor closes, and the trail says after how many rows', async () => {
    const origin = await listening();
    const path = (await order({ list: 'transactions', filters: { shop: org.otherShop } })).json<{ path: string }>()
      .path;
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: ${cookieLine(owner)}\r\n\r\n`);
    await once(socket, 'data');
    // Nobody reads on: what the database is asked for stops at what fits into the buffers in between.
    socket.pause();
    const open = () => god<{ open: number }[]>`
      select count(*)::int as open
      from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null and query like '%order by occurred_at desc, transaction_id%'`;
    await vi.waitFor(async () => expect((await open())[0]?.open).toBe(1), 10_000);
    socket.destroy();
    await vi.waitFor(async () => expect((await open())[0]?.open).toBe(0), 10_000);
    await vi.waitFor(async () => expect((await trail()).at(-1)?.action).toBe('export.cut'), 10_000);
    expect((await trail()).at(-1)?.rows).toBeLessThan(MANY / 2);
  }, 60_000);
});

/** What is still held after the collector has been there. */
function liveBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

async function listening(): Promise<string> {
  if (!api.app.server.listening) await api.app.listen({ port: 0, host: '127.0.0.1' });
  return `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
}

function cookieLine(cookies: Cookies): string {
  return Object.entries(cookies)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}
