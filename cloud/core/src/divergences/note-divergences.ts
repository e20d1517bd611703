import { randomBytes } from 'node:crypto';
import { uuidv7 } from '@tillbridge/shared/ids';
import type { DivergenceKind } from '@tillbridge/shared/reads-divergences';
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';

/** Rows of each history that are kept for a person to look at; what is more is only counted. */
export const HISTORY_ROWS_MAX = 20;

export interface Divergence {
  readonly what: DivergenceKind;
  /** Tells one matter from another for as long as it is open. */
  readonly subject: string;
  readonly shop: string;
  readonly agent?: string;
  readonly epoch?: string;
  readonly sequence?: number;
  readonly day?: string;
  readonly rows: number;
  readonly expected: readonly unknown[];
  readonly found: readonly unknown[];
  readonly healed: boolean;
}

/**
 * Writes down what one comparison found, and ends what stood open under `unit` (the beginning of its subjects) and is not
 * found any more. What a person settled is not opened again while it stays as it was.
 */
export async function noteDivergences(
  tx: Tx,
  org: string,
  unit: { readonly shop: string; readonly subjects: string },
  found: readonly Divergence[],
): Promise<void> {
  const open = found.filter((one) => !one.healed).map((one) => one.subject);
  await tx`
    update divergences
    set state = 'healed', ended_at = now()
    where org_id = ${org} and shop_id = ${unit.shop} and state = 'open' and starts_with(subject, ${unit.subjects})
      and subject <> all(${open}::text[]) and subject <> all(${found.map((one) => one.subject)}::text[])`;
  for (const one of found) await note(tx, org, one);
}

async function note(tx: Tx, org: string, one: Divergence): Promise<void> {
  const expected = JSON.stringify(one.expected.slice(0, HISTORY_ROWS_MAX));
  const found = JSON.stringify(one.found.slice(0, HISTORY_ROWS_MAX));
  const state = one.healed ? 'healed' : 'open';
  const known = await tx`
    update divergences
    set rows = ${one.rows}, state = ${state}, ended_at = ${one.healed ? tx`now()` : null},
      expected = ${expected}::jsonb, found = ${found}::jsonb
    where org_id = ${org} and shop_id = ${one.shop} and subject = ${one.subject} and state = 'open'`;
  if (known.count > 0 && !one.healed) return;
  if (known.count === 0) {
    const added = await tx`
      insert into divergences (
        org_id, divergence_id, shop_id, agent_id, epoch, sequence, business_date, what, subject, rows, expected, found, state, ended_at)
      select ${org}, ${uuidv7(Date.now(), randomBytes(10))}, ${one.shop}, ${one.agent ?? null}, ${one.epoch ?? null},
        ${one.sequence ?? null}, ${one.day ?? null}::date, ${one.what}, ${one.subject}, ${one.rows}, ${expected}::jsonb,
        ${found}::jsonb, ${state}, ${one.healed ? tx`now()` : null}
      where not exists (
        select from divergences d
        where d.org_id = ${org} and d.shop_id = ${one.shop} and d.subject = ${one.subject} and d.state = 'settled'
          and d.expected = ${expected}::jsonb and d.found = ${found}::jsonb)`;
    if (added.count === 0) return;
  }
  await appendAudit(tx, {
    org,
    actorKind: 'system',
    actor: null,
    action: one.healed ? 'divergence.healed' : 'divergence.found',
    subject: one.subject,
    detail: { shop: one.shop, what: one.what, rows: one.rows },
  });
}
