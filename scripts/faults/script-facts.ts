import type { CashLine } from '@tillbridge/shared/cash';
import type { FactBody, FactKind } from '@tillbridge/shared/fact';
import type { Dice } from './dice.ts';
import { fillDrawer, VALUES } from './drawer.ts';
import { CURRENCY, WORLD } from './world.ts';

/** A fact as the suite asks an agent to write it; the agent adds time and place. */
export interface ScriptedFact {
  /** Number of this fact in the run, by which the reports name it. */
  readonly key: number;
  readonly kind: FactKind;
  readonly body: FactBody;
  /** Poison: the cloud has to set it aside. */
  readonly poison: boolean;
}

export interface Script {
  sale(): ScriptedFact;
  /** Whatever a shop writes: mostly sales, now and then a reading, a state or an event. */
  any(): ScriptedFact;
  /** An event of the agent: it moves no money and names no machine. */
  note(): ScriptedFact;
  /** A sale at a machine that is not this shop's (until it is moved here). */
  stray(): ScriptedFact;
  poison(): ScriptedFact;
  /** The same movement of the device as an earlier sale, under a fact of its own. */
  sameMovement(): ScriptedFact | undefined;
}

/** Share of the sales after which the machine was read. */
const READ_SHARE = 0.4;

/** A run's facts at a machine of this serial number: valid by default, each with its own number in `reference`, so that a fact is known by its content. */
export function writeScript(dice: Dice, serial = 'TB-0001'): Script {
  const drawer = fillDrawer(dice.fork('drawer'));
  let key = 0;
  let movement = 0;
  let lastDevice: number | undefined;
  const id = (): string => {
    const hex = Array.from({ length: 20 }, () => dice.below(16).toString(16)).join('');
    return `0197${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-8${hex.slice(11, 14)}-${hex.slice(8, 20)}`;
  };
  const saleBody = (machine: string, device: number): FactBody<'cash.transaction'> => {
    const value = dice.pick(VALUES);
    const pieces = dice.between(1, 4);
    const change = dice.chance(0.5) ? 2_000 : 0;
    const lines: CashLine[] = [{ valueMinor: value, form: 'note', pieces, direction: 'in', place: 'stock' }];
    if (change > 0 && value * pieces > change)
      lines.push({ valueMinor: change, form: 'note', pieces: 1, direction: 'out', place: 'stock' });
    const out = lines.length > 1 ? change : 0;
    return {
      machine,
      operation: id(),
      kind: 'sale',
      outcome: 'completed',
      currency: CURRENCY,
      amountMinor: value * pieces - out,
      inMinor: value * pieces,
      outMinor: out,
      owedMinor: 0,
      lines,
      reference: `run-fact-${key}`,
      device: { serial, generation: 1, transaction: String(device) },
      steps: [],
    };
  };
  const made = (kind: FactKind, body: FactBody, poison = false): ScriptedFact => ({ key: key++, kind, body, poison });
  const newSale = (machine: string, poison: boolean): ScriptedFact => {
    movement += 1;
    const body = saleBody(machine, movement);
    if (poison) return made('cash.transaction', body, true);
    lastDevice = movement;
    drawer.move(body.lines);
    const inventory = dice.chance(READ_SHARE) ? { inventory: drawer.read(key) } : {};
    return made('cash.transaction', { ...body, ...inventory });
  };
  /** A hand in the machine, noticed at the next reading and told as a gap. */
  const gap = (): ScriptedFact =>
    made('agent.event', {
      code: 'stock_gap',
      machine: WORLD.machine,
      currency: CURRENCY,
      lines: drawer.hand(),
      detail: `run-fact-${key}`,
    });
  const note = (): ScriptedFact => made('agent.event', { code: 'started', detail: `run-fact-${key}` });
  return {
    sale: () => newSale(WORLD.machine, false),
    any: () => (dice.chance(0.75) ? newSale(WORLD.machine, false) : dice.chance(0.3) ? gap() : note()),
    note,
    stray: () => newSale(WORLD.strayMachine, true),
    poison: () => {
      const fact = newSale(WORLD.machine, true);
      // The lines no longer add up to the amount.
      return { ...fact, body: { ...(fact.body as FactBody<'cash.transaction'>), inMinor: 7 } };
    },
    sameMovement: () =>
      lastDevice === undefined ? undefined : made('cash.transaction', saleBody(WORLD.machine, lastDevice), true),
  };
}
