import { createHash } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withTenant } from '../db/client.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';

/** A larger file is fetched from the database by an operator. */
const SALVAGE_BYTES_MAX = 64 * 1_024 * 1_024;

/**
 * The bytes of a salvaged file, whole and proven by their hash; taking them away is audited. Throws `api.not-found`
 * outside the scope, `salvage.incomplete` while parts are missing, and `api.too-large`.
 */
export async function readSalvage(
  db: Database,
  scope: ShopScope,
  file: { readonly agent: string; readonly hash: string },
  address: string,
): Promise<Buffer> {
  const { all, list } = shopFilter(scope);
  return withTenant(db, scope.org, async (tx) => {
    const [row] = await tx<{ total_bytes: number; held_to: number }[]>`
      select f.total_bytes, f.held_to
      from salvage_files f
      join agents a on a.org_id = f.org_id and a.agent_id = f.agent_id
      where f.org_id = ${scope.org} and f.agent_id = ${file.agent} and f.file_hash = decode(${file.hash}, 'hex')
        and (${all} or a.shop_id = any(${[...list]}::uuid[]))`;
    if (row === undefined) throw new Fault('api.not-found');
    if (row.total_bytes > SALVAGE_BYTES_MAX) throw new Fault('api.too-large');
    const chunks = await tx<{ bytes: Buffer }[]>`
      select bytes
      from salvage_chunks
      where org_id = ${scope.org} and agent_id = ${file.agent} and file_hash = decode(${file.hash}, 'hex')
      order by chunk_offset`;
    const whole = Buffer.concat(chunks.map(({ bytes }) => bytes));
    if (createHash('sha256').update(whole).digest('hex') !== file.hash) throw new Fault('salvage.incomplete');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'salvage.taken',
      subject: file.agent,
      address,
      detail: { hash: file.hash, bytes: whole.length },
    });
    return whole;
  });
}
