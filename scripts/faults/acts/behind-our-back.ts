import type { Copy } from '../copy.ts';
import type { CloudFact } from '../oracle/cloud-view.ts';
import { sha256 } from '../oracle/cloud-view.ts';
import type { Stage } from '../stage.ts';
import { type Acts, came, firstCopy } from './act.ts';

/** Whoever owns the database changes rows that custody wrote; the shop still has the bytes. */
export const ROW_ACTS: Acts = {
  'row-altered': (stage) => rowsAltered(stage, false),
  'again-altered': (stage) => rowsAltered(stage, true),
};

const SETTLED_MS = 4_000;
const PUT_RIGHT_MS = 10_000;
const PLACES_MAX = 4;

async function rowsAltered(stage: Stage, alsoOnTheWay: boolean): Promise<void> {
  const copy = firstCopy(stage);
  await stage.open(copy);
  await stage.sell(copy, 3);
  if (!(await stage.settled(copy, SETTLED_MS))) return;
  const victims = stage.dice
    .shuffle(await factsStillAtTheShop(stage, copy))
    .slice(0, stage.dice.between(1, PLACES_MAX));
  const ways = alsoOnTheWay ? [deleted] : [deleted, altered, damaged];
  const statements = victims.map((fact) => stage.dice.pick(ways)(fact));
  // Until they are put right the books of the cloud cannot balance, and nobody looks.
  stage.tampered = true;
  const changed = await stage.cloud.alter([...statements, ...derived(stage)]);
  if (alsoOnTheWay) copy.link.wish('again', 'alter-again', 'again-altered');
  if (changed > 0) stage.fired('row-altered');
  await stage.cloud.ask('compare');
  if (stage.dice.chance(0.2)) {
    await copy.kill();
    await copy.open();
  }
  if (stage.dice.chance(0.2)) {
    await stage.cloud.kill();
    await stage.cloud.start();
  }
  const isPutRight = async (): Promise<boolean> =>
    (await stage.cloud.ask<number>('compare').catch(() => undefined)) === 0;
  stage.findings.expect('mended', await came(isPutRight, PUT_RIGHT_MS), () => `still open: ${statements.join('; ')}`);
  stage.tampered = false;
  copy.link.forgetWishes();
}

/** Facts of the stream itself whose very bytes lie in this journal: only those can come back. */
async function factsStillAtTheShop(stage: Stage, copy: Copy): Promise<readonly CloudFact[]> {
  await copy.stop();
  const lines = copy.view()?.lines ?? [];
  const here = new Set(
    lines.flatMap((line) => (line.raw !== null && sha256(line.raw) === line.hash ? [line.hash] : [])),
  );
  await copy.open();
  const { facts } = await stage.look();
  return facts.filter((fact) => fact.branch === 0 && fact.agent === copy.credentials.agent && here.has(fact.hash));
}

const at = ({ epoch, sequence }: CloudFact): string => `epoch = '${epoch}' and sequence = ${sequence} and branch = 0`;
const deleted = (fact: CloudFact): string => `delete from facts where ${at(fact)}`;
const altered = (fact: CloudFact): string =>
  `update facts set raw = convert_to(regexp_replace(convert_from(raw, 'UTF8'), '"sequence":', '"sequence":1'), 'UTF8') where ${at(fact)}`;
const damaged = (fact: CloudFact): string =>
  `update facts set raw = set_byte(raw, length(raw) / 2, get_byte(raw, length(raw) / 2) # 128) where ${at(fact)}`;

/** Days within the online window: of a month that left the database nothing is derived again. */
const ONLINE = 'business_date > current_date - 60';

function derived(stage: Stage): readonly string[] {
  const ways = [
    `update daily_summaries set in_minor = in_minor + 100 where ${ONLINE}`,
    `update hourly_summaries set transactions = transactions + 1 where ${ONLINE}`,
    'delete from monthly_summaries where month = (select max(month) from monthly_summaries)',
    'update cash_transactions set out_minor = out_minor + 1 where occurred_at = (select max(occurred_at) from cash_transactions)',
  ];
  return stage.dice.shuffle(ways).slice(0, stage.dice.below(3));
}
