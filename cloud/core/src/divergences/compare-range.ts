import { BATCH_LINES_MAX } from '@tillbridge/shared/sync';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { readTenant } from '../db/read-tenant.ts';
import { committed } from '../ingest/committed.ts';
import type { DueRange } from './due-comparisons.ts';
import { raiseVersion } from './hold-shop.ts';
import { type Divergence, HISTORY_ROWS_MAX, noteDivergences } from './note-divergences.ts';
import { wantPlaces } from './want-places.ts';

/** Longest part of a line that is kept beside a divergence; the line itself stays where it is. */
const LINE_CHARACTERS_MAX = 2_000;

interface Wrong {
  readonly sequence: number;
  readonly branch: number;
  readonly what: Exclude<Divergence['what'], 'derived'>;
  readonly listed: string | null;
  readonly stored: string | null;
  readonly day: string | null;
}

interface Look {
  readonly wrong: readonly Wrong[];
  readonly places: number;
  readonly digest: string | null;
}

export interface ComparedRange {
  /** Business days whose facts were put back (also by the shop, since the last time) or differ: what was derived from them is to be compared at once. */
  readonly days: readonly string[];
  readonly found: readonly Divergence[];
}

/**
 * Compares a range of a stream's places: the hash list with itself, its own earlier digest and the stream's end, and the
 * stored facts with it. What is proven by a hash is put right; nothing else is touched. `archiveKnown` false: where the
 * facts of some archived month lie is not known, so that a missing one cannot be told from an archived one.
 */
export async function compareRange(
  db: Database,
  org: string,
  range: DueRange,
  archiveKnown = true,
): Promise<ComparedRange> {
  const told = (look: Look) => look.wrong.filter((one) => archiveKnown || one.what !== 'fact_missing');
  const before = await readTenant(db, org, async (tx) => ({
    look: await lookAt(tx, org, range),
    kept: await keptDigest(tx, org, range),
  }));
  const seen = told(before.look);
  const forgotten =
    before.kept !== undefined && before.kept.places === before.look.places && before.kept.digest !== before.look.digest;
  if (seen.length === 0 && !forgotten) {
    const days = await withTenant(db, org, async (tx) => {
      const days = archiveKnown ? await wantPlaces(tx, org, range, []) : [];
      await noteDivergences(tx, org, unitOf(range), []);
      await noteCompared(tx, org, range, before.look);
      return days;
    });
    return { days, found: [] };
  }
  return withTenant(db, org, async (tx) => {
    const lines = await storedLines(tx, org, range, seen);
    const { days, ofList } = await mend(tx, org, range, seen);
    const after = await lookAt(tx, org, range);
    const left = told(after);
    const again = archiveKnown ? await wantPlaces(tx, org, range, wantedOf(range, left)) : [];
    const healed = seen
      .filter((one) => !left.some((other) => keyOf(other) === keyOf(one)))
      .map((one): Wrong => (ofList.has(one.sequence) ? { ...one, what: 'list_altered' } : one));
    const found = [
      ...divergencesOf(range, left, lines, false),
      ...divergencesOf(range, healed, lines, true).filter((one) => !left.some(({ what }) => what === one.what)),
      ...forgottenOf(range, before.kept, after, left),
    ];
    await noteDivergences(tx, org, unitOf(range), found);
    await noteCompared(tx, org, range, found.every((one) => one.healed) ? after : undefined);
    if (healed.length > 0) await raiseVersion(tx, org, range.shop);
    return { days: [...new Set([...days, ...again])], found, healed };
  }).then(({ days, found, healed }) => {
    if (healed.length > 0) committed(db, org, range.shop);
    return { days, found };
  });
}

async function lookAt(tx: Tx, org: string, { agent, epoch, first, last }: DueRange): Promise<Look> {
  const at = tx`${org}, ${agent}, ${epoch}, ${first}, ${last}, ${BATCH_LINES_MAX}`;
  const wrong = await tx<Wrong[]>`
    select sequence, branch, what, encode(listed, 'hex') as listed, encode(stored, 'hex') as stored, business_date as day
    from compare_places(${at})
    order by sequence desc, branch`;
  const [list] = await tx<{ places: number; digest: string | null }[]>`
    select count(*) as places, encode(sha256(string_agg(hash, ''::bytea order by sequence)), 'hex') as digest
    from listed_places(${at})`;
  return { wrong, places: list?.places ?? 0, digest: list?.digest ?? null };
}

async function keptDigest(tx: Tx, org: string, { agent, epoch, first }: DueRange): Promise<Kept | undefined> {
  const [row] = await tx<Kept[]>`
    select places, encode(digest, 'hex') as digest
    from compared_ranges
    where org_id = ${org} and agent_id = ${agent} and epoch = ${epoch} and first = ${first} and digest is not null`;
  return row;
}

interface Kept {
  readonly places: number;
  readonly digest: string;
}

interface Mended {
  /** Business days whose facts were touched. */
  readonly days: readonly string[];
  /** Places where it was the list that was wrong. */
  readonly ofList: ReadonlySet<number>;
}

/** From the end backwards: a place that was put right proves the one before it. */
async function mend(tx: Tx, org: string, { agent, epoch }: DueRange, wrong: readonly Wrong[]): Promise<Mended> {
  const days = new Set<string>();
  const ofList = new Set<number>();
  for (const { sequence, branch, what, day } of wrong) {
    if (day !== null) days.add(day);
    const place = tx`${org}, ${agent}, ${epoch}, ${sequence}`;
    const [list] = await tx<{ mended: boolean }[]>`select mend_list(${place}, ${BATCH_LINES_MAX}) as mended`;
    if (list?.mended === true) ofList.add(sequence);
    else if (what === 'fact_missing' || what === 'fact_altered') {
      const [fact] = await tx<
        { day: string | null }[]
      >`select mend_fact(${place}, ${branch}, ${BATCH_LINES_MAX}) as day`;
      if (typeof fact?.day === 'string') days.add(fact.day);
    }
  }
  return { days: [...days], ofList };
}

/** The bytes as they were found, by place and branch: the second history of what was altered. */
async function storedLines(
  tx: Tx,
  org: string,
  { agent, epoch }: DueRange,
  wrong: readonly Wrong[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx<{ key: string; raw: Buffer }[]>`
    select f.sequence || '/' || f.branch as key, f.raw
    from facts f
    where f.org_id = ${org} and f.agent_id = ${agent} and f.epoch = ${epoch}
      and f.sequence = any(${wrong.map((one) => one.sequence)}::bigint[])
    order by f.sequence
    limit ${HISTORY_ROWS_MAX}`;
  return new Map(
    rows.map(({ key, raw }) => [key, raw.toString('utf8').replaceAll('\0', '?').slice(0, LINE_CHARACTERS_MAX)]),
  );
}

function divergencesOf(
  range: DueRange,
  wrong: readonly Wrong[],
  lines: ReadonlyMap<string, string>,
  healed: boolean,
): Divergence[] {
  return [...new Set(wrong.map((one) => one.what))].map((what) => {
    const its = wrong.filter((one) => one.what === what).toReversed();
    return {
      ...aboutOf(range, what, its[0]?.sequence ?? range.first),
      rows: its.length,
      expected: its.map(({ sequence, listed }) => ({ sequence, hash: listed })),
      found: its.map(({ sequence, branch, stored }) => ({
        sequence,
        hash: stored,
        line: lines.get(`${sequence}/${branch}`) ?? null,
      })),
      healed,
    };
  });
}

/** A list that is sound in itself and not what it was, where no bytes are left to prove either. */
function forgottenOf(range: DueRange, kept: Kept | undefined, after: Look, left: readonly Wrong[]): Divergence[] {
  const differs = kept !== undefined && kept.places === after.places && kept.digest !== after.digest;
  if (!differs || left.some((one) => one.what === 'list_altered')) return [];
  return [
    {
      ...aboutOf(range, 'list_altered', range.first),
      rows: 1,
      expected: [{ first: range.first, last: range.last, digest: kept.digest }],
      found: [{ first: range.first, last: range.last, digest: after.digest }],
      healed: false,
    },
  ];
}

function aboutOf({ shop, agent, epoch, first }: DueRange, what: Wrong['what'], sequence: number) {
  return { what, subject: `${unitOf({ shop, agent, epoch, first }).subjects}${what}`, shop, agent, epoch, sequence };
}

function unitOf({ shop, agent, epoch, first }: Pick<DueRange, 'shop' | 'agent' | 'epoch' | 'first'>) {
  return { shop, subjects: `range ${agent} ${epoch} ${first} ` };
}

/** What is set aside or stands beside the stream keeps its bytes in quarantine. */
function wantedOf(range: DueRange, left: readonly Wrong[]) {
  return left
    .filter(({ what, branch }) => branch === 0 && (what === 'fact_missing' || what === 'fact_altered'))
    .map(({ what, sequence }) => ({ sequence, subject: aboutOf(range, what, sequence).subject }));
}

function keyOf({ sequence, branch }: Wrong): string {
  return `${sequence}/${branch}`;
}

/** The digest is kept only of a list that was sound. */
function noteCompared(tx: Tx, org: string, { agent, epoch, first, last }: DueRange, sound: Look | undefined) {
  const digest = sound?.digest ?? null;
  return tx`
    insert into compared_ranges as c (org_id, agent_id, epoch, first, last, places, digest, received_at, compared_at)
    select ${org}, ${agent}, ${epoch}, ${first}, ${last}, ${sound?.places ?? 0}, decode(${digest}, 'hex'),
      coalesce(max(g.received_at), now()), now()
    from stream_segments g
    where g.org_id = ${org} and g.agent_id = ${agent} and g.epoch = ${epoch} and g.last >= ${first}
      and g.last < ${last}::bigint + ${BATCH_LINES_MAX} and g.first <= ${last}
    on conflict (org_id, agent_id, epoch, first) do update
      set last = excluded.last, received_at = excluded.received_at, compared_at = excluded.compared_at,
        places = case when excluded.digest is null then c.places else excluded.places end, digest = coalesce(excluded.digest, c.digest)`;
}
