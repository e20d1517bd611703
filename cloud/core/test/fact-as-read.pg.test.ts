import { randomUUID } from 'node:crypto';
import { MAPPED_NAMES } from '@tillbridge/shared/reads-mappings';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { type NameMapping, ShopNames } from '../src/ingest/shop-names.ts';
import { hex32 } from './build-facts.ts';
import { makeWorld, type World } from './ingest-world.ts';

/** The day is replayed from what the database reads (`fact_as_read`); it must be what custody read (`ShopNames`). */
let world: World;
beforeAll(async () => {
  world = await makeWorld(await cloneDatabase());
});
afterAll(() => world.close());

const MACHINES = new Map([
  ['M1', 'THB'],
  ['M2', 'JPY'],
]);
/** Known and unknown names, and texts that look like something else; some are too long or too short for a name. */
const TEXTS = [
  'M1',
  'M2',
  'ghost',
  'THB',
  'JPY',
  'baht',
  'sale',
  'payout',
  'SALE',
  'note',
  'coin',
  'ธนบัตร',
  'x y',
  '__proto__',
].concat(['392', 'true', 'null', '{}', '[]', '"', '\\', 'a'.repeat(64), 'a'.repeat(65), '']);
const text = fc.constantFrom(...TEXTS);
const name = text.filter((one) => one.length >= 1 && one.length <= 64);
const what = fc.constantFrom(...MAPPED_NAMES);
const mappings: fc.Arbitrary<readonly NameMapping[]> = fc.uniqueArray(
  fc
    .record({ id: fc.uuid(), what, from: name, to: fc.oneof(fc.constantFrom('M1', 'THB', 'sale', 'note'), name) })
    .filter(({ from, to }) => from !== to),
  { minLength: 8, maxLength: 40, selector: ({ what: of, from }) => `${of} ${from}` },
);
const key = fc.oneof({ weight: 3, arbitrary: what }, fc.constantFrom('units', 'Kind', 'kinds', 'from', '', '0'));
const scalar = fc.oneof({ weight: 6, arbitrary: text }, fc.constantFrom(392, 0, -7, true, false, null));
const { value } = fc.letrec<{ value: unknown; object: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'large', maxDepth: 10, withCrossShrink: true },
    scalar,
    tie('object'),
    fc.array(tie('value'), { maxLength: 3 }),
  ),
  object: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
}));
const body = fc.dictionary(key, value, { minKeys: 3, maxKeys: 8, noNullPrototype: true });

async function readInDatabase(line: object, all: readonly NameMapping[], used: readonly string[]): Promise<unknown> {
  const [org, shop, agent, epoch] = [randomUUID(), randomUUID(), randomUUID(), hex32()];
  const fact = {
    org_id: org,
    business_date: '2026-01-01',
    agent_id: agent,
    epoch,
    sequence: 1,
    branch: 0,
    raw: `\\x${Buffer.from(JSON.stringify(line)).toString('hex')}`,
  };
  return world.god.begin(async (tx) => {
    // Only what the function reads: no organization, shop or stream around it.
    await tx`set local session_replication_role = replica`;
    await tx`
      insert into quarantine_mappings (org_id, mapping_id, shop_id, what, from_name, to_name, reason, asked_by)
      select ${org}, t.id, ${shop}, t.what, t."from", t."to", 'told', ${randomUUID()}
      from jsonb_to_recordset(${JSON.stringify(all)}::text::jsonb) as t (id uuid, what text, "from" text, "to" text)`;
    await tx`
      insert into mapped_facts (org_id, agent_id, epoch, sequence, branch, mapping_id)
      select ${org}, ${agent}, ${epoch}, 1, 0, id::uuid
      from jsonb_array_elements_text(${JSON.stringify(used)}::text::jsonb) as id`;
    const [row] = await tx`
      select fact_as_read(jsonb_populate_record(null::facts, ${JSON.stringify(fact)}::text::jsonb))::text as line`;
    return JSON.parse(row?.['line'] as string);
  });
}

describe('a fact that was read by mappings', () => {
  it('is read by the database as custody read it, whatever it holds and whatever the mappings say', async () => {
    let renamed = 0;
    await fc.assert(
      fc.asyncProperty(body, mappings, async (content, all) => {
        const line = { kind: 'sale', machine: 'ghost', body: content };
        const asRead = JSON.parse(JSON.stringify(line)) as object;
        const used = new ShopNames(MACHINES, all).rename(asRead);
        renamed += used.length;
        expect(await readInDatabase(line, all, used)).toEqual(asRead);
      }),
      { numRuns: 400 },
    );
    expect(renamed, 'names that were told apart').toBeGreaterThan(30);
  });
});
