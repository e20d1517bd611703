import { createHash } from 'node:crypto';
import { canonical } from '@tillbridge/shared/canonical';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type Database, withTenant } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';

/** A key is believed for a day; whoever asks later asks anew. */
export const REQUEST_KEY_HOURS = 24;
/** Longer than any request may take: what began earlier and has no answer ended without one. */
const UNDER_WAY_S = 90;
/** A larger answer is not kept. */
export const KEPT_ANSWER_BYTES_MAX = 65_536;
const ASK_AGAIN_MS = 1_000;

export interface RequestKey {
  readonly key: string;
  /** Method and path, such as `POST /api/v1/employees/…`. */
  readonly what: string;
  readonly body: unknown;
}

/** What the first request with this key was answered; `answer` is null where it is not kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly answer: string | null;
}

/**
 * Takes a key for one change, before anything is changed. Null: this request is the first and may go on. Else what the
 * first was answered. Throws `api.key-reused` for a key of another request, `api.under-way` while the first goes on,
 * `api.outcome-unknown` where it ended without an answer.
 */
export function takeRequestKey(db: Database, scope: ShopScope, request: RequestKey): Promise<KeptAnswer | null> {
  const keyHash = hashOf(request.key);
  const requestHash = hashOf(`${request.what}\n${canonical(request.body ?? null)}`);
  return withTenant(db, scope.org, async (tx) => {
    await tx`
      delete from request_keys
      where org_id = ${scope.org} and person_id = ${scope.person}
        and began_at < now() - make_interval(hours => ${REQUEST_KEY_HOURS})`;
    const taken = await tx`
      insert into request_keys (org_id, person_id, key_hash, request_hash)
      values (${scope.org}, ${scope.person}, ${keyHash}, ${requestHash})
      on conflict do nothing`;
    if (taken.count === 1) return null;
    const [row] = await tx<{ same: boolean; status: number | null; answer: string | null; late: boolean }[]>`
      select request_hash = ${requestHash} as same, status, answer,
        began_at < now() - make_interval(secs => ${UNDER_WAY_S}) as late
      from request_keys
      where org_id = ${scope.org} and person_id = ${scope.person} and key_hash = ${keyHash}`;
    // The first was refused and gave its key back between the two statements.
    if (row === undefined) throw new Fault('api.under-way', { retryAfterMs: ASK_AGAIN_MS });
    if (!row.same) throw new Fault('api.key-reused');
    if (row.status !== null) return { status: row.status, answer: row.answer };
    throw row.late ? new Fault('api.outcome-unknown') : new Fault('api.under-way', { retryAfterMs: ASK_AGAIN_MS });
  });
}

/** Keeps what the change was answered; called before the answer leaves. */
export async function keepAnswer(db: Database, scope: ShopScope, key: string, kept: KeptAnswer): Promise<void> {
  await withTenant(
    db,
    scope.org,
    (tx) => tx`
      update request_keys
      set status = ${kept.status}, answer = ${kept.answer}
      where org_id = ${scope.org} and person_id = ${scope.person} and key_hash = ${hashOf(key)}`,
  );
}

/** Gives a key back after a refusal: nothing was changed, so the same key may ask again, also for something mended. */
export async function giveKeyBack(db: Database, scope: ShopScope, key: string): Promise<void> {
  await withTenant(
    db,
    scope.org,
    (tx) => tx`
      delete from request_keys
      where org_id = ${scope.org} and person_id = ${scope.person} and key_hash = ${hashOf(key)} and status is null`,
  );
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
