import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import type { AgentScope } from '../src/keys/require-agent.ts';
import { type ChainPlace, newId } from './build-facts.ts';

export interface BuiltShop extends ChainPlace {
  readonly org: string;
  readonly shop: string;
  readonly key: string;
  /** As `requireAgent` would make it. */
  readonly scope: AgentScope;
}

/** An organization with one shop, one machine and one paired agent; `sql` is the owner's or a superuser's. */
export async function buildShop(
  sql: postgres.Sql,
  differs: { org?: string; currency?: string; cutOffMinutes?: number } = {},
): Promise<BuiltShop> {
  const org = differs.org ?? newId();
  const currency = differs.currency ?? 'THB';
  const [shop, machine, agent] = [newId(), newId(), newId()];
  const key = randomBytes(4).toString('hex');
  const code = `S${randomBytes(3).toString('hex').toUpperCase()}`;
  await sql.begin(async (tx) => {
    await tx`select set_config('app.org_id', ${org}, true)`;
    await tx`insert into organizations (org_id, name_th, name_en) values (${org}, 'ทดสอบ', 'Test') on conflict do nothing`;
    await tx`
      insert into shops (org_id, shop_id, code, name_th, name_en, time_zone, cut_off_minutes, currency)
      values (${org}, ${shop}, ${code}, 'ร้าน', 'Shop', 'Asia/Bangkok', ${differs.cutOffMinutes ?? 0}, ${currency})`;
    await tx`
      insert into machines (org_id, machine_id, shop_id, name, driver, currency)
      values (${org}, ${machine}, ${shop}, 'Till', 'glory-300', ${currency})`;
    await tx`insert into agents (org_id, agent_id, shop_id, name) values (${org}, ${agent}, ${shop}, 'PC')`;
    await tx`
      insert into agent_keys (org_id, key_id, agent_id, secret_hmac)
      values (${org}, ${key}, ${agent}, decode('00', 'hex'))`;
  });
  const scope = { org, agent, shop, key } as AgentScope;
  return { org, shop, machine, agent, currency, key, scope };
}
