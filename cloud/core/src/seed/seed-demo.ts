import { randomBytes } from 'node:crypto';
import { type Database, withTenant } from '../db/client.ts';
import { type AgentScope, requireAgent } from '../keys/require-agent.ts';
import { deliverHistory } from './deliver-history.ts';
import { recordCollections } from './demo-collections.ts';
import { DEMO_DAYS, makeHistory, STORY_DAYS_MIN } from './demo-history.ts';
import { DEMO_SHOPS, type DemoShop, demoHex, demoId } from './demo-shops.ts';
import { finishDemo, makeDemoOrganization } from './make-demo-organization.ts';

export interface SeededShop {
  readonly code: string;
  readonly shopId: string;
  readonly agentId: string;
  readonly machineId: string;
  /** What the history left in the machine, pieces by unit; absent when the demo was there before. */
  readonly stock?: Readonly<Record<string, number>>;
}

/**
 * The demo: organization, people, three shops and ninety days of their past. May be repeated: a demo that is there
 * is left alone, one that was cut off is finished.
 */
export async function seedDemo(
  db: Database,
  options: { readonly password: string; readonly days?: number },
): Promise<SeededShop[]> {
  const { org, since, finished } = await makeDemoOrganization(db, options.password);
  if (finished) return DEMO_SHOPS.map(seededShop);
  const seeded = await Promise.all(
    DEMO_SHOPS.map(async (shop) => {
      const { facts, stock } = makeHistory(shop, since.getTime(), options.days);
      const scope = await historyScope(db, org, shop);
      await deliverHistory(db, scope, shop.code, facts);
      if ((options.days ?? DEMO_DAYS) >= STORY_DAYS_MIN) await recordCollections(db, org, shop, since.getTime());
      await withTenant(
        db,
        org,
        (tx) => tx`update agent_keys set revoked_at = now() where org_id = ${org} and key_id = ${scope.key}`,
      );
      return { ...seededShop(shop), stock };
    }),
  );
  await finishDemo(db);
  return seeded;
}

/** A key that nobody holds the secret of; it is revoked as soon as the history is delivered. */
async function historyScope(db: Database, org: string, shop: DemoShop): Promise<AgentScope> {
  const key = demoHex(`key ${shop.code}`, 4);
  const agent = demoId(`agent ${shop.code}`);
  await withTenant(
    db,
    org,
    (tx) => tx`
      insert into agent_keys (org_id, key_id, agent_id, secret_hmac)
      values (${org}, ${key}, ${agent}, ${randomBytes(32)})
      on conflict (org_id, key_id) do update set revoked_at = null`,
  );
  return requireAgent(db, { org, agent, key });
}

function seededShop(shop: DemoShop): SeededShop {
  return {
    code: shop.code,
    shopId: demoId(`shop ${shop.code}`),
    agentId: demoId(`agent ${shop.code}`),
    machineId: demoId(`machine ${shop.code}`),
  };
}
