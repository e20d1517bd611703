import {
  type ConfigurationAnswer,
  type ConfigurationName,
  type ConfiguredEmployee,
  EMPLOYEES_MAX,
} from '@tillbridge/shared/configuration';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import type { AgentScope } from '../keys/require-agent.ts';
import { readShopLimits } from './effective-limits.ts';

/**
 * What an agent's shop should apply, whole; only its name when the agent says that it applies that already. What an
 * agent says it applies is noted beside it.
 */
export function readConfiguration(
  db: Database,
  scope: AgentScope,
  have: ConfigurationName | undefined,
): Promise<ConfigurationAnswer> {
  return withTenant(db, scope.org, async (tx) => {
    const lastClosing = await readLastClosing(tx, scope);
    const now = await readConfigurationName(tx, scope);
    if (have !== undefined) await noteApplied(tx, scope, have);
    if (have?.version === now.version && have.incarnation === now.incarnation) return { ...now, lastClosing };
    // Under the share lock nobody raises the version, so that it and the contents are of one moment.
    await tx`select 1 from shop_configurations where org_id = ${scope.org} and shop_id = ${scope.shop} for share`;
    const name = await readConfigurationName(tx, scope);
    const employees = await tx<ConfiguredEmployee[]>`
      select employee_id as id, number, name, permissions, pin_verifier as "pinVerifier"
      from employees
      where org_id = ${scope.org} and shop_id = ${scope.shop} and disabled_at is null
      order by length(number), number
      limit ${EMPLOYEES_MAX}`;
    const { limits } = await readShopLimits(tx, scope.org, scope.shop);
    const retired = await tx<{ id: string }[]>`
      select machine_id as id
      from machines
      where org_id = ${scope.org} and shop_id = ${scope.shop} and retired_at is not null
      order by machine_id`;
    return {
      ...name,
      lastClosing,
      configuration: {
        employees: employees.map((employee) => ({ ...employee })),
        limits,
        ...(retired.length === 0 ? {} : { retired: retired.map(({ id }) => id) }),
      },
    };
  });
}

/** Which configuration a shop should apply now. */
export async function readConfigurationName(
  tx: Tx,
  scope: Pick<AgentScope, 'org' | 'shop'>,
): Promise<ConfigurationName> {
  const [row] = await tx<ConfigurationName[]>`
    select ensure_incarnation() as incarnation,
      coalesce((select version from shop_configurations where org_id = ${scope.org} and shop_id = ${scope.shop}), 0) as version`;
  if (row === undefined) throw new Error('the database named no incarnation');
  return { version: row.version, incarnation: row.incarnation };
}

async function readLastClosing(tx: Tx, scope: AgentScope): Promise<number> {
  const [row] = await tx<{ number: number }[]>`
    select number
    from closings
    where agent_id = ${scope.agent} and org_id = ${scope.org}
    order by number desc
    limit 1`;
  return row?.number ?? 0;
}

/** Written only when it is news, so that an unchanged pull stays a read. */
async function noteApplied(tx: Tx, scope: AgentScope, have: ConfigurationName): Promise<void> {
  await tx`
    update agents
    set configuration_version = ${have.version}, configuration_incarnation = ${have.incarnation}, configuration_applied_at = now()
    where org_id = ${scope.org}
      and agent_id = ${scope.agent}
      and (configuration_version, configuration_incarnation) is distinct from (${have.version}::bigint, ${have.incarnation}::text)`;
}
