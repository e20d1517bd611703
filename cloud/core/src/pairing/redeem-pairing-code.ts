import { timingSafeEqual } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, withCodeLocator, withTenant } from '../db/client.ts';
import type { KeySecrets } from '../keys/issue-key.ts';
import { checkNonce, spendNonce } from '../keys/nonce.ts';
import { isSignedBy } from '../keys/signature.ts';
import { addressGroup, PAIR_BY_ADDRESS, PAIR_GLOBAL, takeTry } from '../people/throttle.ts';
import { type Enrolled, enrolAgent } from './enrol-agent.ts';
import { WRONG_TRIES_MAX } from './make-pairing-code.ts';
import { hmacOfCode, type PairingCode, parsePairingCode } from './pairing-code.ts';

export interface PairRequest {
  readonly code: string;
  /** Raw Ed25519, base64url. */
  readonly publicKey: string;
  readonly nonce: string;
  /** Ed25519 over `${nonce}.${code}` with the code as it was sent. */
  readonly signature: string;
  readonly installId: string;
  readonly hostName: string;
  readonly system: string;
}

interface CodeRow {
  readonly org_id: string;
  readonly code_id: string;
  readonly code_hmac: Buffer;
}

/**
 * Turns a code into an agent and its key. Throws `agent.signature`, `pairing.code` (wrong, used, burnt or old: not told
 * apart) and `api.throttled`.
 */
export async function redeemPairingCode(
  db: Database,
  secrets: KeySecrets,
  request: PairRequest,
  address: string,
): Promise<Enrolled> {
  await takeTry(db, PAIR_BY_ADDRESS, addressGroup(address));
  await takeTry(db, PAIR_GLOBAL, 'all');
  checkNonce(secrets.pepper, request.nonce, Date.now());
  const publicKey = Buffer.from(request.publicKey, 'base64url');
  if (!isSignedBy(publicKey, `${request.nonce}.${request.code}`, request.signature)) throw new Fault('agent.signature');
  await spendNonce(db, request.nonce);
  const code = parsePairingCode(request.code);
  if (code === undefined) throw new Fault('pairing.code');
  const row = await findCode(db, secrets.pepper, code, address);
  const enrolled = await withTenant(db, row.org_id, (tx) =>
    enrolAgent(tx, secrets, { org: row.org_id, code: row.code_id, publicKey, request, address }),
  );
  if (enrolled === undefined) throw new Fault('pairing.code');
  return enrolled;
}

/** A wrong guess counts against every open code of its locator, because it may have been meant for any of them. */
async function findCode(db: Database, pepper: Buffer, code: PairingCode, address: string): Promise<CodeRow> {
  const wanted = hmacOfCode(pepper, code);
  const rows = await withCodeLocator(
    db,
    code.locator,
    (tx) => tx<CodeRow[]>`
      select org_id, code_id, code_hmac
      from pairing_codes
      where locator = ${code.locator} and expires_at > now()`,
  );
  const found = rows.find((row) => timingSafeEqual(row.code_hmac, wanted));
  if (found !== undefined) return found;
  for (const row of rows) await countWrongTry(db, row, address);
  throw new Fault('pairing.code');
}

function countWrongTry(db: Database, row: CodeRow, address: string): Promise<void> {
  return withTenant(db, row.org_id, async (tx) => {
    const [code] = await tx<{ wrong_tries: number }[]>`
      update pairing_codes
      set wrong_tries = wrong_tries + 1
      where org_id = ${row.org_id} and code_id = ${row.code_id} and redeemed_at is null and wrong_tries < ${WRONG_TRIES_MAX}
      returning wrong_tries`;
    if (code === undefined) return;
    await appendAudit(tx, {
      org: row.org_id,
      actorKind: 'system',
      actor: null,
      action: 'pairing.refused',
      subject: row.code_id,
      refused: true,
      address,
      detail: { wrongTries: code.wrong_tries },
    });
  });
}
