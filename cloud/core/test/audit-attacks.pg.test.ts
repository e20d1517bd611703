import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { appendAudit } from '../src/audit/append-audit.ts';
import { type SecondPlace, verifyAudit } from '../src/audit/verify-audit.ts';
import { writeCheckpoint } from '../src/audit/write-checkpoint.ts';
import { withTenant } from '../src/db/client.ts';
import { folderStore } from '../src/store/folder-store.ts';
import { sealKeys } from '../src/store/seal.ts';
import { buildShop } from './build-shop.ts';
import { makeWorld, type World } from './ingest-world.ts';

const EVENTS = 12;
let world: World;
let org: string;
let folder: string;
let second: SecondPlace;

beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

beforeEach(async () => {
  org = (await buildShop(world.god)).org;
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-checkpoints-'));
  second = { store: folderStore(folder), keys: sealKeys(generateKeyPairSync('ed25519').privateKey) };
  for (let n = 0; n < EVENTS; n += 1) await append();
});

function append(): Promise<void> {
  return withTenant(world.db, org, (tx) =>
    appendAudit(tx, {
      org,
      actorKind: 'system',
      actor: null,
      action: 'demo.finished',
      detail: { 'before.x': 'ก "\\' },
    }),
  );
}
const checkpoint = (day: string) => writeCheckpoint(world.db, org, { ...second, now: new Date(`${day}T10:00:00Z`) });
const verify = () => verifyAudit(world.db, org, second);
const files = () => readdirSync(join(folder, 'audit', org)).sort();
const fileOf = (index: number) => join(folder, 'audit', org, files()[index - 1] ?? '');

/** Computes the whole chain anew, as somebody could who owns the database. */
async function chainAnew(): Promise<void> {
  await world.god.unsafe(`
    do $$
    declare
      e audit_events%rowtype;
      last bytea := decode(repeat('00', 32), 'hex');
      no bigint := 0;
    begin
      for e in select * from audit_events where org_id = '${org}' order by event_no loop
        no := no + 1;
        last := sha256(last || convert_to(jsonb_build_array(
          no, extract(epoch from e.at), e.actor_kind, e.actor_id, e.action, e.subject, e.refused, e.address, e.detail)::text, 'UTF8'));
        update audit_events set hash = last, event_no = no where org_id = '${org}' and event_no = e.event_no;
      end loop;
      update audit_heads set last_no = no, last_hash = last where org_id = '${org}';
    end $$`);
}

describe('a trail that nobody touched', () => {
  it('is sound, with and without a second place, and says how many events it has', async () => {
    expect(await verifyAudit(world.db, org, undefined)).toMatchObject({
      sound: true,
      events: EVENTS,
      checkpoints: { place: 'none' },
    });
    expect(await checkpoint('2026-11-01')).toBe(true);
    await append();
    expect(await checkpoint('2026-11-02')).toBe(true);
    expect(await verify()).toMatchObject({
      sound: true,
      events: EVENTS + 1,
      checkpoints: { place: 'read', count: 2, newest: { day: '2026-11-02', no: EVENTS + 1 } },
    });
  });

  it('gets one checkpoint a day, however often the worker asks', async () => {
    expect([await checkpoint('2026-11-01'), await checkpoint('2026-11-01')]).toEqual([true, false]);
    expect(files()).toHaveLength(1);
  });

  it('is judged by its own chain where the second place does not answer, and says so', async () => {
    const away: SecondPlace = { ...second, store: { ...second.store, list: () => Promise.reject(new Error('away')) } };
    expect(await verifyAudit(world.db, org, away)).toMatchObject({ sound: true, checkpoints: { place: 'away' } });
  });

  it('is walked whole when it is longer than one step', async () => {
    await withTenant(
      world.db,
      org,
      (tx) => tx`
        select append_audit(${org}::uuid, 'system', null, 'demo.finished', null, false, null, '{}'::jsonb)
        from generate_series(1, 4100)`,
    );
    await world.god`update audit_events set subject = 'x' where org_id = ${org} and event_no = 4000`;
    expect(await verify()).toMatchObject({ events: EVENTS + 4100, breaks: [{ kind: 'changed', from: 4000 }] });
  });
});

describe('an attack on the trail by somebody who owns the database', () => {
  it('edit: a changed word is found where it was changed', async () => {
    await world.god`update audit_events set action = 'nothing.happened' where org_id = ${org} and event_no = 5`;
    expect(await verify()).toMatchObject({ sound: false, breaks: [{ kind: 'changed', from: 5, to: 5 }] });
  });

  it.each(['actor_kind', 'subject', 'address'])('edit: a changed %s is found', async (column) => {
    const value = column === 'actor_kind' ? 'agent' : '10.0.0.9';
    await world.god`update audit_events set ${world.god(column)} = ${value} where org_id = ${org} and event_no = 7`;
    expect((await verify()).breaks).toEqual([{ kind: 'changed', from: 7, to: 7 }]);
  });

  it('edit: a refusal that was made to look allowed, and a time moved by a second, are found', async () => {
    await world.god`update audit_events set refused = true where org_id = ${org} and event_no = 2`;
    await world.god`update audit_events set at = at + interval '1 second' where org_id = ${org} and event_no = 9`;
    expect((await verify()).breaks.map(({ from }) => from)).toEqual([2, 9]);
  });

  it('delete: events that are gone in the middle are missed by number', async () => {
    await world.god`delete from audit_events where org_id = ${org} and event_no between 4 and 6`;
    expect((await verify()).breaks).toEqual([{ kind: 'missing', from: 4, to: 6 }]);
  });

  it('truncate: an empty trail is not a sound one', async () => {
    await world.god`delete from audit_events where org_id = ${org}`;
    expect((await verify()).breaks).toEqual([{ kind: 'cut', from: 1, to: EVENTS }]);
  });

  it('cut tail: the last events are missed by the head', async () => {
    await world.god`delete from audit_events where org_id = ${org} and event_no > 9`;
    expect((await verify()).breaks).toEqual([{ kind: 'cut', from: 10, to: EVENTS }]);
  });

  it('cut tail: with the head set back, too, the checkpoint outside still knows', async () => {
    await checkpoint('2026-11-01');
    await world.god`delete from audit_events where org_id = ${org} and event_no > 9`;
    await chainAnew();
    expect(await verifyAudit(world.db, org, undefined)).toMatchObject({ sound: true });
    expect((await verify()).breaks).toEqual([{ kind: 'cut', from: 10, to: EVENTS }]);
    expect(await checkpoint('2026-11-02'), 'a cut trail is not signed').toBe(false);
  });

  it('rewrite: a chain computed anew from the edit on does not hold with the checkpoint', async () => {
    await checkpoint('2026-11-01');
    await world.god`update audit_events set action = 'nothing.happened' where org_id = ${org} and event_no = 3`;
    await chainAnew();
    expect(await verifyAudit(world.db, org, undefined)).toMatchObject({ sound: true });
    expect((await verify()).breaks).toEqual([{ kind: 'rewritten', from: EVENTS, to: EVENTS }]);
    expect(await checkpoint('2026-11-02'), 'a rewritten trail is not signed').toBe(false);
  });

  it('forge: a checkpoint that was edited, or signed by another key, is no checkpoint', async () => {
    await checkpoint('2026-11-01');
    await checkpoint('2026-11-02');
    writeFileSync(fileOf(1), readFileSync(fileOf(1), 'utf8').replace('2026-11-01', '2026-10-01'));
    expect((await verify()).breaks).toContainEqual({ kind: 'checkpoint_forged', from: 1, to: 1 });
    const stranger: SecondPlace = { ...second, keys: sealKeys(generateKeyPairSync('ed25519').privateKey) };
    expect((await verifyAudit(world.db, org, stranger)).breaks.map(({ kind }) => kind)).toEqual([
      'checkpoint_forged',
      'checkpoint_forged',
    ]);
  });

  it('take away: a checkpoint that is gone is missed by the one after it', async () => {
    for (const day of ['2026-11-01', '2026-11-02', '2026-11-03']) await checkpoint(day);
    rmSync(fileOf(2));
    expect((await verify()).breaks).toEqual([{ kind: 'checkpoint_missing', from: 2, to: 2 }]);
  });

  it('swap: the checkpoint of another organization does not vouch for this one', async () => {
    await checkpoint('2026-11-01');
    const other = (await buildShop(world.god)).org;
    const file = readFileSync(fileOf(1));
    await second.store.put(`audit/${other}/00000001.json`, file);
    expect((await verifyAudit(world.db, other, second)).breaks).toEqual([
      { kind: 'checkpoint_forged', from: 1, to: 1 },
    ]);
  });
});

describe('an attack on the trail by the application role', () => {
  it.each([
    ['edit', 'update audit_events set action = $1 where org_id = $2'],
    ['delete', 'delete from audit_events where action <> $1 and org_id = $2'],
    ['set the head back', 'update audit_heads set last_no = 0 where $1 <> org_id::text and org_id = $2'],
    [
      'write beside the chain',
      "insert into audit_events (org_id, event_no, at, actor_kind, action, hash) values ($2, 99, now(), 'system', $1, sha256('x'))",
    ],
  ])('%s is refused by the database', async (_name, statement) => {
    const attempt = withTenant(world.db, org, (tx) => tx.unsafe(statement, ['x.y', org]));
    await expect(attempt).rejects.toThrow('permission denied');
    expect(await verify()).toMatchObject({ sound: true, events: EVENTS });
  });

  it('truncate is refused by the database', async () => {
    await expect(world.db.sql.unsafe('truncate audit_events')).rejects.toThrow('permission denied');
  });

  it('rolled-back change: neither the change nor its event remains, and the next event leaves no gap', async () => {
    const failed = withTenant(world.db, org, async (tx) => {
      await tx`update shops set name_en = 'Stolen' where org_id = ${org}`;
      await appendAudit(tx, { org, actorKind: 'system', actor: null, action: 'shop.renamed' });
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');
    await append();
    const [row] = await world.god`
      select (select count(*)::int from audit_events where org_id = ${org} and action = 'shop.renamed') as events,
        (select count(*)::int from shops where org_id = ${org} and name_en = 'Stolen') as changed`;
    expect(row).toEqual({ events: 0, changed: 0 });
    expect(await verify()).toMatchObject({ sound: true, events: EVENTS + 1 });
  });

  it('a change whose event cannot be written does not happen', async () => {
    const change = withTenant(world.db, org, async (tx) => {
      await tx`update shops set name_en = 'Unseen' where org_id = ${org}`;
      await appendAudit(tx, { org, actorKind: 'system', actor: null, action: 'x' });
    });
    await expect(change).rejects.toThrow('check constraint');
    const rows = await world.god`select 1 from shops where org_id = ${org} and name_en = 'Unseen'`;
    expect(rows).toHaveLength(0);
  });
});
