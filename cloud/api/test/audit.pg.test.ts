import { createHash } from 'node:crypto';
import { withTenant } from '@tillbridge/core/db/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { pairAgent, signInAs, startApi, type TestApi } from './start-api.ts';

let api: TestApi;
let org: TestOrganization;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
  org = await makeOrganization(api.db, 'Alpha');
});
afterAll(() => api.close());

interface EventRow {
  readonly event_no: number;
  readonly action: string;
  readonly actor_kind: string;
  readonly refused: boolean;
  readonly address: string | null;
  readonly hash: Buffer;
  readonly content: string;
}

const trail = () =>
  withTenant(
    api.db,
    org.id,
    (tx) => tx<EventRow[]>`
      select event_no, action, actor_kind, refused, address, hash,
        jsonb_build_array(event_no, extract(epoch from at), actor_kind, actor_id, action, subject, refused, address, detail)::text as content
      from audit_events
      order by event_no`,
  );

describe('the trail', () => {
  it('tells who did what, what was refused and from where, and is chained without a gap', async () => {
    const own = { 'sec-fetch-site': 'same-origin' };
    const cookies = await signInAs(api.app, org.people.owner);
    await api.app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: own,
      payload: { email: org.people.owner.email, password: 'wrong' },
    });
    const agent = await pairAgent(api.app, cookies, org.shop);
    const cashier = await signInAs(api.app, org.people.cashier);
    await api.app.inject({ url: '/api/v1/quarantine', cookies: { ...cashier } });
    await api.app.inject({
      method: 'POST',
      url: `/api/v1/agents/${agent.agent}/revoke`,
      headers: own,
      cookies: { ...cookies },
      payload: {},
    });
    await api.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: own, cookies: { ...cookies } });

    const rows = await trail();
    expect(rows.map((row) => `${row.action}${row.refused ? ' refused' : ''}`)).toEqual([
      'session.started',
      'session.refused refused',
      'pairing.made',
      'pairing.redeemed',
      'session.started',
      'permission.refused refused',
      'agent.revoked',
      'session.ended',
    ]);
    expect(rows.every((row) => row.address === '127.0.0.1')).toBe(true);
    let last = Buffer.alloc(32);
    for (const row of rows) {
      last = createHash('sha256')
        .update(Buffer.concat([last, Buffer.from(row.content)]))
        .digest();
      expect(row.hash.equals(last), `event ${row.event_no}`).toBe(true);
    }
    expect(rows.map((row) => row.event_no)).toEqual(rows.map((_, index) => index + 1));
  });

  it('cannot be edited, cut or written beside by the application', async () => {
    const tries = [
      (tx: typeof api.db.sql) => tx`update audit_events set action = 'x.y'`,
      (tx: typeof api.db.sql) => tx`delete from audit_events`,
      (tx: typeof api.db.sql) => tx`truncate audit_events`,
      (tx: typeof api.db.sql) => tx`update audit_heads set last_no = 0`,
      (tx: typeof api.db.sql) => tx`
        insert into audit_events (org_id, event_no, at, actor_kind, action, hash)
        values (${org.id}, 99, now(), 'system', 'x.y', decode(repeat('00', 32), 'hex'))`,
    ];
    for (const attempt of tries) {
      await expect(withTenant(api.db, org.id, (tx) => attempt(tx as unknown as typeof api.db.sql))).rejects.toThrow(
        'permission denied',
      );
    }
  });

  it('cannot be led astray by a temporary table of the same name', async () => {
    const before = (await trail()).length;
    await withTenant(api.db, org.id, async (tx) => {
      await tx
        .savepoint((inner) => inner`create temporary table audit_events (org_id uuid) on commit drop`)
        .catch(() => undefined);
      await tx`select append_audit(${org.id}::uuid, 'system', null, 'x.y', null, false, null, '{}'::jsonb)`;
    });
    expect((await trail()).length).toBe(before + 1);
  });

  it('loses its line with the change that was rolled back', async () => {
    const before = (await trail()).length;
    const failed = withTenant(api.db, org.id, async (tx) => {
      await tx`select append_audit(${org.id}::uuid, 'system', null, 'x.y', null, false, null, '{}'::jsonb)`;
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    expect((await trail()).length).toBe(before);
  });
});
