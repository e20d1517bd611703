import type { CashLine } from '@tillbridge/shared/cash';
import type { RecountWishes } from './commands/recount-wishes.ts';
import type { AgentConfig } from './config/agent-config.ts';
import type { Counter } from './counter/counter.ts';
import type { Desk } from './counter/desk.ts';
import type { Delivery } from './delivery/deliver.ts';
import type { Journal } from './journal/journal.ts';
import type { ConfigurationBook } from './people/configuration-book.ts';

/** What the agent says of itself, to a till and to `tillbridge status`. Holds no secret. */
export interface AgentStatus {
  readonly agent: string;
  readonly shop: { readonly id: string; readonly name: string };
  readonly software: string;
  readonly clockOk: boolean;
  readonly machines: readonly MachineLine[];
  readonly journal: ReturnType<Journal['status']>;
  readonly delivery: ReturnType<Delivery['status']>;
  /** Version of the configuration that the shop applies; null before the first pull. */
  readonly configuration: number | null;
}

export interface MachineLine {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly since: string;
  readonly faults: readonly { readonly code: string; readonly unit?: string; readonly since: string }[];
  /** Whether a till may ask it for something now. */
  readonly ready: boolean;
  /** The office took it out of service: it is driven no more. */
  readonly retired?: true;
  readonly running?: {
    readonly operation: string;
    readonly kind: string;
    readonly amountMinor: number;
    readonly inMinor: number;
    /** The pieces that were paid in so far. */
    readonly lines: readonly CashLine[];
    readonly since: string;
  };
}

export function statusOf(parts: {
  readonly config: AgentConfig;
  readonly software: string;
  readonly counter: Counter;
  readonly journal: Journal;
  readonly delivery: Delivery;
  readonly clockOk: boolean;
  readonly configuration: Pick<ConfigurationBook, 'name'>;
}): AgentStatus {
  const { config, software, counter, journal, delivery, clockOk } = parts;
  return {
    agent: config.agent,
    shop: { id: config.shop.id, name: config.shop.name },
    software,
    clockOk,
    machines: counter.desks.map(machineLine),
    journal: journal.status(),
    delivery: delivery.status(),
    configuration: parts.configuration.name?.version ?? null,
  };
}

/** The status in the parts that a screen watches; none of them changes by itself while nothing happens. */
export function watchedOf(
  { machines, delivery, journal, configuration, clockOk }: AgentStatus,
  parts: { readonly config: AgentConfig; readonly counter: Counter; readonly wishes: Pick<RecountWishes, 'askedAt'> },
): Readonly<Record<string, unknown>> {
  const { config, counter, wishes } = parts;
  const { link, since, lastFault } = delivery;
  const { pending, oldestPendingAt, disk } = journal;
  const { name, timeZone, currency } = config.shop;
  return {
    machines: machines.map((line) => ({
      ...line,
      ...heldBy(counter.deskOf(line.id)),
      ...askedOf(wishes.askedAt(line.id)),
    })),
    delivery: { link, since, lastFault, pending, oldestPendingAt },
    shop: { name, timeZone, currency, configuration, clockOk, disk: disk.state },
  };
}

const askedOf = (recountAskedAt: string | undefined) => (recountAskedAt === undefined ? {} : { recountAskedAt });

/** What is drawn of a machine; without a reading nothing is. */
function heldBy(desk: Desk) {
  const inventory = desk.holds()?.inventory;
  const { currency } = desk.machine;
  return inventory === undefined ? { currency } : { currency, inventory };
}

function machineLine(desk: Desk): MachineLine {
  const { state, since, faults } = desk.status();
  const running = desk.running();
  const named = { id: desk.machine.id, name: desk.machine.name };
  const line = {
    ...named,
    state,
    since,
    faults,
    ready: desk.isReady(),
    ...(desk.isRetired() ? { retired: true as const } : {}),
  };
  if (running === undefined) return line;
  const { request, kind, inMinor, lines, since: begun } = running;
  const { operation, amountMinor } = request;
  return { ...line, running: { operation, kind, amountMinor, inMinor, lines, since: begun } };
}
