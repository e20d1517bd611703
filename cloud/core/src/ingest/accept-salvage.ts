import { Fault } from '@tillbridge/shared/faults/fault';
import { SALVAGE_CHUNK_BYTES_MAX, type SalvageAnswerSchema, SalvageRequestSchema } from '@tillbridge/shared/sync';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';

export type SalvageRequest = Static<typeof SalvageRequestSchema>;
export type SalvageAnswer = Static<typeof SalvageAnswerSchema>;

/** Largest file a shop may hand over; a journal of years is far below it. */
export const SALVAGE_FILE_BYTES_MAX = 1_073_741_824;
const check = Compile(SalvageRequestSchema);

/**
 * Stores one chunk of a file that cannot be read as lines; never applied by itself. Repeatable: a chunk that is held
 * already, or that does not continue what is held, changes nothing, and `heldTo` says where to go on.
 */
export async function acceptSalvage(db: Database, scope: AgentScope, request: SalvageRequest): Promise<SalvageAnswer> {
  if (!check.Check(request)) throw new Fault('api.invalid', { detail: 'not a salvage request' });
  const bytes = Buffer.from(request.bytes, 'base64');
  if (bytes.length > SALVAGE_CHUNK_BYTES_MAX || request.totalBytes > SALVAGE_FILE_BYTES_MAX)
    throw new Fault('api.too-large');
  if (bytes.length === 0 || request.offset + bytes.length > request.totalBytes) {
    throw new Fault('api.invalid', { detail: 'the chunk reaches beyond the end of its file' });
  }
  return withTenant(db, scope.org, (tx) => store(tx, scope, request, bytes));
}

async function store(tx: Tx, scope: AgentScope, request: SalvageRequest, bytes: Buffer): Promise<SalvageAnswer> {
  const { org, agent } = scope;
  await tx`
    insert into salvage_files (org_id, agent_id, file_hash, total_bytes)
    values (${org}, ${agent}, decode(${request.file}, 'hex'), ${request.totalBytes})
    on conflict do nothing`;
  const [file] = await tx<{ held_to: number; total_bytes: number }[]>`
    select held_to, total_bytes
    from salvage_files
    where org_id = ${org} and agent_id = ${agent} and file_hash = decode(${request.file}, 'hex')
    for update`;
  if (file === undefined) throw new Error('a salvage file vanished');
  if (file.total_bytes !== request.totalBytes) throw new Fault('api.invalid', { detail: 'another length than before' });
  if (file.held_to !== request.offset) return { file: request.file, heldTo: file.held_to };
  await tx`
    insert into salvage_chunks (org_id, agent_id, file_hash, chunk_offset, bytes)
    values (${org}, ${agent}, decode(${request.file}, 'hex'), ${request.offset}, decode(${bytes.toString('hex')}, 'hex'))`;
  const heldTo = request.offset + bytes.length;
  await tx`
    update salvage_files
    set held_to = ${heldTo}
    where org_id = ${org} and agent_id = ${agent} and file_hash = decode(${request.file}, 'hex')`;
  return { file: request.file, heldTo };
}
