import type { Fact, FactBody, Inventory } from '@tillbridge/shared/fact';
import { positionOf } from '../cash/position.ts';
import type { BatchLines } from './batch-lines.ts';
import { casesOf, collectionsOf, recountsOf } from './case-companions.ts';
import type { Plan } from './plan.ts';
import { retiredReports } from './retired-reports.ts';
import { adjustmentsOf, closingsOf, shiftWordsOf } from './shift-companions.ts';
import type { StreamView } from './stream-view.ts';

export interface MachineNote {
  machine: string;
  state?: string;
  faults?: unknown;
  state_at?: string;
  read_at?: string;
  units?: unknown;
  position?: unknown;
}

/** What a plan writes beside facts and cash, as `note_companions` reads it; undefined when there is nothing. */
export function companionsOf(
  plan: Plan,
  lines: BatchLines,
  { machines: currencyOf, retired }: Pick<StreamView, 'machines' | 'retired'>,
): Record<string, unknown> | undefined {
  const facts = plan.insert.map((planned) => planned.fact);
  const lists = {
    devices: devicesOf(plan),
    intents: intentsOf(facts),
    machines: machinesOf(facts, currencyOf),
    quarantine: plan.setAside.map(({ index, ...rest }) => ({
      ...rest,
      offset: lines.offsets[index],
      length: lines.lengths[index],
    })),
    settle: plan.settle,
    losses: plan.losses,
    fill: plan.fills,
    closings: closingsOf(plan.insert),
    adjustments: adjustmentsOf(plan.insert),
    cases: casesOf(plan.insert),
    recounts: recountsOf(plan.insert),
    collections: collectionsOf(plan.insert),
    retired: retiredReports(facts, retired),
    mapped: mappedOf(plan),
    opened: shiftWordsOf(plan.insert, 'shift.opened'),
    counted: shiftWordsOf(plan.insert, 'shift.counted'),
    audit: auditOf(plan),
  };
  const kept: [string, unknown][] = Object.entries(lists).filter(([, list]) => list.length > 0);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** Facts that were read by a mapping, once for each of them. */
function mappedOf(plan: Plan): object[] {
  return plan.insert.flatMap(({ sequence, branch, mappings }) =>
    mappings.map((mapping) => ({ sequence, branch, mapping })),
  );
}

/** When each operation was intended, of the intents in this batch. */
export function intendedTimes(facts: readonly Fact[]): Map<string, string> {
  const times = new Map<string, string>();
  for (const fact of facts) {
    if (fact.kind === 'operation.intended')
      times.set((fact.body as FactBody<'operation.intended'>).operation, fact.occurredAt);
  }
  return times;
}

function devicesOf(plan: Plan): object[] {
  const devices: object[] = [];
  for (const { fact, sequence } of plan.insert) {
    if (fact.kind !== 'cash.transaction') continue;
    const { device, machine } = fact.body as FactBody<'cash.transaction'>;
    if (device !== undefined) devices.push({ sequence, machine, ...device });
  }
  return devices;
}

/** Intents whose outcome is not in the same batch. */
function intentsOf(facts: readonly Fact[]): object[] {
  const open = new Map<string, object>();
  for (const fact of facts) {
    if (fact.kind === 'operation.intended') {
      const body = fact.body as FactBody<'operation.intended'>;
      open.set(body.operation, { ...body, at: fact.occurredAt });
    } else if (fact.kind === 'cash.transaction') open.delete((fact.body as FactBody<'cash.transaction'>).operation);
  }
  return [...open.values()];
}

/** The newest state and the newest reading of each machine: absolute values, the last one counts. */
export function machinesOf(facts: readonly Fact[], currencyOf: ReadonlyMap<string, string>): MachineNote[] {
  const states = new Map<string, MachineNote>();
  const readings = new Map<string, Inventory>();
  for (const fact of facts) {
    const body = fact.body as { machine?: string; inventory?: Inventory };
    if (body.machine === undefined) continue;
    if (fact.kind === 'machine.state') {
      const { machine, state, faults } = fact.body as FactBody<'machine.state'>;
      const known = states.get(machine)?.state_at;
      if (known === undefined || known <= fact.occurredAt)
        states.set(machine, { machine, state, faults, state_at: fact.occurredAt });
    }
    const { inventory } = body;
    const known = readings.get(body.machine);
    if (inventory !== undefined && (known === undefined || known.readAt <= inventory.readAt))
      readings.set(body.machine, inventory);
  }
  for (const [machine, inventory] of readings) {
    const units = new Map(inventory.units.map((unit, place) => [unit.unit, { ...unit, place }]));
    const position = positionOf([...units.values()]).map((entry) => ({ ...entry, currency: currencyOf.get(machine) }));
    states.set(machine, {
      ...(states.get(machine) ?? { machine }),
      read_at: inventory.readAt,
      units: [...units.values()],
      position,
    });
  }
  return [...states.values()];
}

/** One line in the audit for a batch in which something is to be noticed. */
function auditOf(plan: Plan): object[] {
  const events: object[] = [];
  if (plan.refusal === 'sync.fork') events.push({ action: 'sync.fork', detail: { lines: plan.setAside.length } });
  else if (plan.setAside.length > 0)
    events.push({ action: 'sync.quarantine', detail: { lines: plan.setAside.length, code: plan.setAside[0]?.code } });
  for (const { first, last } of plan.losses) events.push({ action: 'sync.lost', detail: { first, last } });
  if (plan.goneBeside !== undefined) events.push({ action: 'sync.lost', detail: { ...plan.goneBeside, beside: true } });
  if (plan.fills.length > 0) events.push({ action: 'sync.filled', detail: { fills: plan.fills.length } });
  return events;
}
