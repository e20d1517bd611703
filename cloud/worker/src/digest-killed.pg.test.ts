import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type ClonedDatabase, cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { buildProgram, type Program } from '../../../scripts/test/program.ts';
import { type Mailbox, openMailbox } from '../../api/test/mailbox.ts';
import { untilBlocked, untilQuiet } from '../../core/test/blocked.ts';
import { newId } from '../../core/test/build-facts.ts';
import { makeWorld, openShop, type World } from '../../core/test/ingest-world.ts';
import { QUEUES } from './queues.ts';

const WAIT_MS = 25_000;
const TO = 'desk@demo.test';

let clone: ClonedDatabase;
let world: World;
let mailbox: Mailbox;
let folder: string;
let program: Program;

beforeAll(async () => {
  program = await buildProgram('cloud/worker/src/main.ts');
  clone = await cloneDatabase();
  world = await makeWorld(clone);
  mailbox = await openMailbox();
  folder = mkdtempSync(join(tmpdir(), 'tillbridge-digest-'));
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify({ pepper: 'a pepper of this test' }), { mode: 0o600 });
});
afterEach(() => program.killAll());
afterAll(async () => {
  await mailbox?.close();
  await world?.close();
  program.close();
  rmSync(folder, { recursive: true, force: true });
});

const startWorker = () =>
  program.start({
    DATABASE_URL: clone.appUrl,
    LOG_LEVEL: 'silent',
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'till@shop.example',
    PUBLIC_ORIGIN: 'https://till.example',
    TILLBRIDGE_SECRETS: join(folder, 'secrets.json'),
  });

/** Three notices that waited for hours which last now; no alarm that the worker finds by itself is theirs. */
async function waited(): Promise<string> {
  const { org, shop } = await openShop(world);
  const channel = newId();
  const always = Array.from({ length: 7 }, (_, day) => ({ day, opens: 0, closes: 1_440 }));
  await world.god`
    insert into notice_channels (org_id, channel_id, kind, label, target, language, severities, matters, all_shops, hours)
    values (${org}, ${channel}, 'email', 'Desk', ${TO}, 'en', ${['bad']}, ${['cash']}, true, ${world.god.json(always)})`;
  await world.god`
    insert into alarms (org_id, alarm_id, shop_id, rule, subject, severity, since, need, seen_at, raised_at)
    select ${org}, gen_random_uuid(), ${shop}, 'backlog', 'made ' || n, 'warn', now(), '{}', now(), now()
    from generate_series(1, 3) n`;
  await world.god`
    insert into notices (org_id, notice_id, channel_id, alarm_id, what, body, held_until)
    select org_id, gen_random_uuid(), ${channel}, alarm_id, 'raised', jsonb_build_object(
        'what', 'raised', 'at', '2026-11-28T01:00:00.000Z', 'machine', subject,
        'shop', jsonb_build_object('id', shop_id, 'code', 'S1', 'th', 'S', 'en', 'S'),
        'alarm', jsonb_build_object('id', alarm_id, 'rule', rule, 'severity', severity, 'since', '2026-11-28T01:00:00.000Z')),
      now() - interval '1 minute'
    from alarms where org_id = ${org} and rule = 'backlog'`;
  return channel;
}

/** A round of the worker, now and not at the next minute. */
const round = () => world.god`insert into pgboss.job (name, data) values (${QUEUES.notices}, '{}')`;
const until = (check: () => Promise<void>): Promise<void> => vi.waitFor(check, { timeout: WAIT_MS, interval: 50 });

/** Holds whoever gathers between inserting the digest and naming it in its members, until `meanwhile` is over. */
async function onceDigestIsMade(meanwhile: () => Promise<void>): Promise<void> {
  await world.god.unsafe(`
    create function stand_still() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(1); return null; end $$;
    create trigger stand_still before update of digest_id on notices for each statement execute function stand_still()`);
  await world.god.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(1)`;
    await meanwhile();
  });
  await untilQuiet(world.god);
  await world.god`drop function stand_still cascade`;
}

interface Kept {
  readonly what: string;
  readonly state: string;
  readonly tries: number;
  readonly gathered: boolean;
  readonly n: number;
}

const kept = (channel: string) =>
  world.god<Kept[]>`
    select what, state, tries, digest_id is not null as gathered, count(*)::int as n
    from notices
    where channel_id = ${channel}
    group by what, state, tries, gathered
    order by what`;
const messageId = () => /^message-id: (.*)$/im.exec(mailbox.headersTo(TO))?.[1];

test('killed while it gathers and again while it sends, workers tell everything in one digest under one id', async () => {
  const channel = await waited();

  const gathering = await startWorker();
  await onceDigestIsMade(async () => {
    await round();
    await untilBlocked(world.god);
    await gathering.kill();
  });
  expect(await kept(channel)).toEqual([{ what: 'raised', state: 'waiting', tries: 0, gathered: false, n: 3 }]);
  expect(mailbox.countTo(TO)).toBe(0);

  // The mail has arrived and the worker does not know it yet.
  mailbox.mute = true;
  const sending = await startWorker();
  await round();
  await until(async () => expect(mailbox.countTo(TO)).toBe(1));
  await sending.kill();
  expect(await kept(channel)).toEqual([
    { what: 'digest', state: 'waiting', tries: 1, gathered: false, n: 1 },
    { what: 'raised', state: 'waiting', tries: 0, gathered: true, n: 3 },
  ]);
  const first = messageId();

  // So it comes again, as the same mail; nobody can tell that it arrived.
  mailbox.mute = false;
  await world.god`update notices set next_try_at = now() where channel_id = ${channel} and what = 'digest'`;
  await startWorker();
  await round();
  await until(async () =>
    expect(await kept(channel)).toEqual([
      { what: 'digest', state: 'sent', tries: 2, gathered: false, n: 1 },
      { what: 'raised', state: 'sent', tries: 0, gathered: true, n: 3 },
    ]),
  );
  expect(mailbox.countTo(TO)).toBe(2);
  expect(first).toBeDefined();
  expect(messageId()).toBe(first);
  for (const matter of ['made 1', 'made 2', 'made 3']) expect(mailbox.lastTo(TO)).toContain(matter);
}, 60_000);
