import { randomUUID } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { scopesOf } from '../keys/key-scopes.ts';
import { type ShopScope, shopFilter } from '../people/require-person.ts';
import { drawQr, type QrDrawing } from '../qr/draw-qr.ts';
import { drawPairingCode, hmacOfCode, showPairingCode } from './pairing-code.ts';

export const CODE_LASTS_MS = 10 * 60_000;
export const WRONG_TRIES_MAX = 5;

export interface PairingCodeMade {
  /** By which its progress is asked for. */
  readonly id: string;
  /** Shown once, `7KM-3QX9P-VT2HD`. */
  readonly code: string;
  readonly expiresAt: string;
  /** What is to be typed at the shop, and the same to scan. */
  readonly command: string;
  readonly qr: QrDrawing;
}

export interface CodeWish {
  readonly shop: string;
  readonly agent?: string;
  /** The maker vouches for whoever redeems the code; otherwise somebody compares fingerprints afterwards. */
  readonly autoConfirm?: boolean;
  readonly address: string;
  /** Where the shop PC reaches us; left out, whoever types the command knows. */
  readonly cloud?: string;
}

/**
 * A one-time code for a shop; with `agent` that agent is paired again and keeps its streams. Throws `api.not-found` for a
 * shop outside the scope or an agent of another shop, and `shop.shut`.
 */
export async function makePairingCode(
  db: Database,
  pepper: Buffer,
  scope: ShopScope,
  wish: CodeWish,
): Promise<PairingCodeMade> {
  const code = drawPairingCode();
  const id = randomUUID();
  const { all, list } = shopFilter(scope);
  const expiresAt = await withTenant(db, scope.org, async (tx) => {
    await requireTrading(tx, scope, wish.shop);
    const [row] = await tx<{ expires_at: Date }[]>`
      insert into pairing_codes (
        org_id, code_id, locator, code_hmac, shop_id, agent_id, made_by, auto_confirm, scopes, expires_at
      )
      select s.org_id, ${id}, ${code.locator}, ${hmacOfCode(pepper, code)}, s.shop_id, a.agent_id, ${scope.person},
        ${wish.autoConfirm === true}, ${[...scopesOf(scope)]}, now() + make_interval(secs => ${CODE_LASTS_MS / 1000})
      from shops s
      left join agents a on a.org_id = s.org_id and a.shop_id = s.shop_id and a.agent_id = ${wish.agent ?? null}
      where s.org_id = ${scope.org}
        and s.shop_id = ${wish.shop}
        and (${all} or s.shop_id = any(${[...list]}::uuid[]))
        and (${wish.agent === undefined} or a.agent_id is not null)
      returning expires_at`;
    if (row === undefined) throw new Fault('api.not-found');
    await appendAudit(tx, {
      org: scope.org,
      actorKind: 'person',
      actor: scope.person,
      action: 'pairing.made',
      subject: id,
      address: wish.address,
      detail: { shop: wish.shop, agent: wish.agent ?? null, autoConfirm: wish.autoConfirm === true },
    });
    return row.expires_at;
  });
  const shown = showPairingCode(code);
  const command = `tillbridge pair ${shown}${wish.cloud === undefined ? '' : ` --cloud ${wish.cloud}`}`;
  return { id, code: shown, expiresAt: expiresAt.toISOString(), command, qr: drawQr(command) };
}

/** The lock keeps the shop from being closed until the code is there to be burnt. */
async function requireTrading(tx: Tx, scope: ShopScope, shop: string): Promise<void> {
  const { all, list } = shopFilter(scope);
  const [row] = await tx<{ closed: boolean }[]>`
    select closed_at is not null as closed
    from shops
    where org_id = ${scope.org} and shop_id = ${shop} and (${all} or shop_id = any(${[...list]}::uuid[]))
    for share`;
  if (row === undefined) throw new Fault('api.not-found');
  if (row.closed) throw new Fault('shop.shut');
}
