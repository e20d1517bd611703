import type { Fact } from '@tillbridge/shared/fact';

/** A shop hears within seconds that a machine is out of service; what it was read as until then is no news. */
const HEARD_WITHIN_MS = 10 * 60_000;
/** What a machine or its books say without anything having happened. */
const AT_REST: readonly string[] = ['machine.state', 'machine.inventory'];

/**
 * Machines that are out of service and of which these facts tell all the same: that cash moved or was counted, whenever that
 * was, or that the machine is still being read.
 */
export function retiredReports(facts: readonly Fact[], retired: ReadonlyMap<string, number>): readonly string[] {
  if (retired.size === 0) return [];
  const reporting = new Set<string>();
  for (const { kind, occurredAt, body } of facts) {
    const { machine } = body as { readonly machine?: string };
    const since = machine === undefined ? undefined : retired.get(machine);
    if (machine === undefined || since === undefined) continue;
    if (!AT_REST.includes(kind) || Date.parse(occurredAt) > since + HEARD_WITHIN_MS) reporting.add(machine);
  }
  return [...reporting];
}
