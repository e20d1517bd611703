import { randomBytes } from 'node:crypto';
import type { KeyScope } from '@tillbridge/shared/agent-keys';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import type { Tx } from '../db/client.ts';
import { issueKey, type KeySecrets } from '../keys/issue-key.ts';
import { revokeLiveKeys } from '../keys/revoke-agent-key.ts';
import { WRONG_TRIES_MAX } from './make-pairing-code.ts';
import type { PairRequest } from './redeem-pairing-code.ts';

/** What the shop PC gets back; the key is shown this once. */
export interface Enrolled {
  readonly org: string;
  readonly agent: string;
  readonly key: string;
  /** False: the key buys nothing until a person has confirmed the agent. */
  readonly confirmed: boolean;
  readonly shop: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly cutOffMinutes: number;
    readonly currency: string;
  };
  readonly machines: readonly { readonly id: string; readonly name: string; readonly driver: string }[];
}

export interface Enrolment {
  readonly org: string;
  readonly code: string;
  readonly publicKey: Buffer;
  readonly request: PairRequest;
  readonly address: string;
}

interface Redeemed {
  readonly shop_id: string;
  readonly agent_id: string | null;
  readonly auto_confirm: boolean;
  readonly made_by: string;
  readonly scopes: readonly KeyScope[];
}

/**
 * One conditional update decides who of many racers redeems the code. Undefined: nobody may, or another key did. The same
 * key may ask again while the code lasts (its answer was lost) and gets a fresh key for the same agent.
 */
export async function enrolAgent(tx: Tx, secrets: KeySecrets, enrolment: Enrolment): Promise<Enrolled | undefined> {
  const { org, code, publicKey } = enrolment;
  const [won] = await tx<Redeemed[]>`
    update pairing_codes
    set redeemed_at = now(), redeemed_public_key = ${publicKey}
    where org_id = ${org}
      and code_id = ${code}
      and redeemed_at is null
      and expires_at > now()
      and wrong_tries < ${WRONG_TRIES_MAX}
    returning shop_id, agent_id, auto_confirm, made_by, scopes`;
  const [again] = won
    ? []
    : await tx<Redeemed[]>`
        select shop_id, redeemed_agent_id as agent_id, auto_confirm, made_by, scopes
        from pairing_codes
        where org_id = ${org}
          and code_id = ${code}
          and redeemed_public_key = ${publicKey}
          and redeemed_agent_id is not null
          and expires_at > now()
        for update`;
  const redeemed = won ?? again;
  if (redeemed === undefined) return undefined;
  const known = redeemed.agent_id ?? (await agentOfInstall(tx, org, redeemed.shop_id, enrolment.request.installId));
  const agent = known ?? uuidv7(Date.now(), randomBytes(10));
  const confirmed = await writeAgent(tx, enrolment, redeemed, agent);
  await tx`
    update pairing_codes set redeemed_agent_id = ${agent} where org_id = ${org} and code_id = ${code}`;
  await revokeLiveKeys(tx, org, agent, secrets.revocations);
  // The keys of an earlier pairing died with it, also outside the database.
  const { key } = await issueKey(tx, secrets, { org, agent, scopes: redeemed.scopes, madeBy: redeemed.made_by });
  await appendAudit(tx, {
    org,
    actorKind: 'agent',
    actor: agent,
    action: 'pairing.redeemed',
    subject: code,
    address: enrolment.address,
    detail: {
      shop: redeemed.shop_id,
      host: enrolment.request.hostName,
      again: won === undefined,
      kept: known !== undefined,
      confirmed,
    },
  });
  return { org, agent, key, confirmed, ...(await readShop(tx, org, redeemed.shop_id)) };
}

/**
 * ◆ An install that was paired with this shop before stays the agent it was, whatever code was typed: under another name
 * what it has not delivered yet would find no stream to go to.
 */
async function agentOfInstall(tx: Tx, org: string, shop: string, installId: string): Promise<string | undefined> {
  const [row] = await tx<{ agent_id: string }[]>`
    select agent_id
    from agents
    where org_id = ${org} and shop_id = ${shop} and install_id = ${installId}
    order by created_at desc
    limit 1
    for update`;
  return row?.agent_id;
}

/** True when somebody vouches for the key already: the maker of the code did, or it is the key that was confirmed before. */
async function writeAgent(
  tx: Tx,
  { org, publicKey, request }: Enrolment,
  code: Redeemed,
  agent: string,
): Promise<boolean> {
  const by = code.auto_confirm ? code.made_by : null;
  const { hostName, system, installId } = request;
  const [row] = await tx<{ confirmed: boolean }[]>`
    insert into agents as a (
      org_id, agent_id, shop_id, name, public_key, install_id, host_name, system, paired_at, confirmed_by, confirmed_at
    )
    values (
      ${org}, ${agent}, ${code.shop_id}, ${hostName}, ${publicKey}, ${installId}, ${hostName}, ${system}, now(), ${by},
      case when ${code.auto_confirm} then now() end
    )
    on conflict (org_id, agent_id) do update set
      public_key = excluded.public_key,
      install_id = excluded.install_id,
      host_name = excluded.host_name,
      system = excluded.system,
      paired_at = excluded.paired_at,
      confirmed_at = case
        when a.public_key = excluded.public_key then coalesce(a.confirmed_at, excluded.confirmed_at)
        else excluded.confirmed_at
      end,
      confirmed_by = case
        when a.public_key = excluded.public_key then coalesce(a.confirmed_by, excluded.confirmed_by)
        else excluded.confirmed_by
      end,
      revoked_at = null
    returning confirmed_at is not null as confirmed`;
  return row?.confirmed === true;
}

async function readShop(tx: Tx, org: string, shop: string): Promise<Pick<Enrolled, 'shop' | 'machines'>> {
  const shops = await tx<Enrolled['shop'][]>`
    select shop_id as id, name_en as name, time_zone as "timeZone", cut_off_minutes as "cutOffMinutes", currency
    from shops
    where org_id = ${org} and shop_id = ${shop}`;
  const machines = await tx<Enrolled['machines'][number][]>`
    select machine_id as id, name, driver from machines
    where org_id = ${org} and shop_id = ${shop} and retired_at is null
    order by name`;
  const [row] = shops;
  if (row === undefined) throw new Error('a pairing code without its shop');
  return { shop: { ...row }, machines: machines.map((machine) => ({ ...machine })) };
}
