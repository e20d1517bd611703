import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendAudit } from '@tillbridge/core/audit/append-audit';
import { writeCheckpoint } from '@tillbridge/core/audit/write-checkpoint';
import { withTenant } from '@tillbridge/core/db/client';
import { folderStore } from '@tillbridge/core/store/folder-store';
import { sealKeys } from '@tillbridge/core/store/seal';
import type { AuditCheck, AuditPage } from '@tillbridge/shared/reads-audit';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let god: postgres.Sql;
let org: TestOrganization;
let owner: Cookies;
const audit = {
  store: folderStore(mkdtempSync(join(tmpdir(), 'tillbridge-audit-'))),
  keys: sealKeys(generateKeyPairSync('ed25519').privateKey),
};

beforeAll(async () => {
  const clone = await cloneDatabase();
  god = postgres(clone.superUrl, { max: 1, onnotice: () => undefined });
  api = await startApi(clone, { places: { audit, archive: undefined } });
  org = await makeOrganization(api.db, 'Alpha');
  owner = await signInAs(api.app, org.people.owner);
  for (const shop of [org.shop, org.otherShop]) {
    await withTenant(api.db, org.id, (tx) =>
      appendAudit(tx, {
        org: org.id,
        actorKind: 'person',
        actor: org.people.owner.id,
        action: 'shop.limits-set',
        subject: shop,
        address: '10.1.2.3',
        detail: { 'before.payoutWithoutApprovalMinor': 100, 'after.payoutWithoutApprovalMinor': 500 },
      }),
    );
  }
});
afterAll(async () => {
  await god.end();
  await api.close();
});

async function read(query: string, cookies: Cookies = owner): Promise<AuditPage> {
  const answer = await api.app.inject({ url: `/api/v1/audit${query}`, cookies: { ...cookies } });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json<AuditPage>();
}

describe('the audit page', () => {
  it('tells events newest first, with names for the ids in them', async () => {
    const page = await read('');
    expect(page.rows.map(({ no }) => no)).toEqual(page.rows.map((_, i) => page.rows.length - i));
    expect(page.names[org.people.owner.id]?.en).toBe(page.people.find(({ id }) => id === org.people.owner.id)?.name);
    expect(page.names[org.shop]).toBeDefined();
    expect(page.matters).toEqual(['session', 'shop']);
  });

  it('goes from page to page without losing or repeating an event', async () => {
    const all = (await read('')).rows.map(({ no }) => no);
    const seen: number[] = [];
    let next: string | undefined;
    do {
      const page: AuditPage = await read(`?limit=1${next === undefined ? '' : `&cursor=${next}`}`);
      seen.push(...page.rows.map(({ no }) => no));
      next = page.next;
    } while (next !== undefined);
    expect(seen).toEqual(all);
  });

  it.each([
    ['a matter', '?what=shop', 2],
    ['one action', '?what=shop.limits-set', 2],
    ['an action of which there is none', '?what=shop.closed', 0],
    ['a day before anything happened', '?to=2020-01-01', 0],
    ['from today on', '?what=shop&from=2020-01-01', 2],
  ])('filters by %s', async (_name, query, count) => {
    expect((await read(query)).rows).toHaveLength(count);
  });

  it('filters by person, by subject, by shop and by refusal', async () => {
    const cashier = await signInAs(api.app, org.people.cashier);
    await api.app.inject({ url: '/api/v1/audit', cookies: { ...cashier } });
    expect((await read(`?who=${org.people.cashier.id}`)).rows.map(({ action }) => action)).toEqual([
      'permission.refused',
      'session.started',
    ]);
    expect((await read('?refused=yes')).rows.map(({ subject }) => subject)).toEqual(['audit.see']);
    expect((await read(`?subject=${org.shop}`)).rows).toHaveLength(1);
    expect((await read(`?shop=${org.otherShop}`)).rows.map(({ subject }) => subject)).toEqual([org.otherShop]);
  });

  it('shows somebody with one shop only what was done there, or by them', async () => {
    await withTenant(
      api.db,
      org.id,
      (tx) =>
        tx`update roles set permissions = array_append(permissions, 'audit.see') where org_id = ${org.id} and role_key = 'shop_manager'`,
    );
    const manager = await signInAs(api.app, org.people.shop_manager);
    const page = await read('', manager);
    const foreign = page.rows.filter(
      ({ actor, subject }) => actor !== org.people.shop_manager.id && subject !== org.shop,
    );
    expect(foreign).toEqual([]);
    expect(page.rows.map(({ action }) => action)).toContain('shop.limits-set');
    expect(page.people).toEqual([]);
    expect((await read(`?shop=${org.otherShop}`, manager)).rows).toEqual([]);
  });

  it.each(['?from=2026-02-31', '?who=x', '?cursor=zzzz', '?refused=perhaps', "?what=a'b", '?limit=0'])(
    'refuses %s as a request of the wrong form',
    async (query) => {
      const answer = await api.app.inject({ url: `/api/v1/audit${query}`, cookies: { ...owner } });
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([400, 'api.invalid']);
    },
  );
});

describe('the verify button', () => {
  const verify = () =>
    api.app.inject({
      method: 'POST',
      url: '/api/v1/audit/verify',
      headers: { 'sec-fetch-site': 'same-origin' },
      cookies: { ...owner },
    });

  it('finds the trail whole, compares it with the checkpoint outside, and is itself an event', async () => {
    await writeCheckpoint(api.db, org.id, { ...audit, now: new Date() });
    const answer = await verify();
    expect(answer.json<AuditCheck>()).toMatchObject({ sound: true, checkpoints: { place: 'read', count: 1 } });
    expect((await read('?what=audit.verified')).rows[0]).toMatchObject({ detail: { sound: true } });
  });

  it('says which event was changed', async () => {
    await god`update audit_events set address = '10.9.9.9' where org_id = ${org.id} and address = '10.1.2.3' and subject = ${org.shop}`;
    const { sound, breaks } = (await verify()).json<AuditCheck>();
    expect([sound, breaks[0]?.kind]).toEqual([false, 'changed']);
  });
});
