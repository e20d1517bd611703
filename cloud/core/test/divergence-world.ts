import type { Holding } from '@tillbridge/shared/cash';
import { expect } from 'vitest';
import { type ComparedRound, compareRound, type RoundTools } from '../src/divergences/compare-round.ts';
import { type FactDiffers, inventory, newId } from './build-facts.ts';
import type { OpenShop, World } from './ingest-world.ts';

export const quiet = { healed: 0, open: 0 };

/** A round in which everything is due again, as if enough time had passed. */
export function compareAll(world: World, of: OpenShop, tools: Partial<RoundTools> = {}): Promise<ComparedRound> {
  const later = new Date(Date.now() + 30 * 86_400_000);
  return compareRound({ db: world.db, archive: undefined, ...tools }, of.org, later);
}

export interface ToldDivergence {
  readonly what: string;
  readonly subject: string;
  readonly state: string;
  readonly rows: number;
  readonly expected: readonly Readonly<Record<string, unknown>>[];
  readonly found: readonly Readonly<Record<string, unknown>>[];
}

export async function divergencesOf({ god }: World, of: OpenShop): Promise<readonly ToldDivergence[]> {
  const rows = await god`
    select what, subject, state, rows, expected, found from divergences where org_id = ${of.org} order by found_at, subject`;
  return rows.map((row) => ({ ...row }) as ToldDivergence);
}

/** Such as `healed derived cash_transactions`. */
export async function kindsOf(world: World, of: OpenShop): Promise<readonly string[]> {
  const its = await divergencesOf(world, of);
  return its.map(({ what, state, subject }) => [...new Set([state, what, subject.split(' ').at(-1)])].join(' '));
}

/** Of each kind of fact one, with everything that ingest derives from them; on the day of `around`, or now. */
export async function tradeOf(of: OpenShop, around: FactDiffers = {}): Promise<string> {
  const { chain } = of;
  const operation = newId();
  chain.intent(operation, around);
  chain.sale({ operation, inventory: inventory(new Date().toISOString()) }, around);
  const unknown = chain.sale({ outcome: 'unknown', device: { serial: 'S1', generation: 1, transaction: '7' } }, around);
  const out = [{ valueMinor: 2_000, form: 'note', pieces: 1, direction: 'out', place: 'stock', unit: '4' }] as const;
  chain.sale(
    { kind: 'collection', inMinor: 0, outMinor: 2_000, amountMinor: 2_000, lines: [...out], seal: 'A1' },
    around,
  );
  const shift = newId();
  chain.add('shift.opened', { shift, by: '11 Suda', source: 'machine', lines: [] }, around);
  chain.add('shift.counted', { shift, attempt: 1, by: '11 Suda', blind: true, lines: [] }, around);
  chain.closing({ shift }, around);
  chain.add('machine.state', { machine: of.machine, state: 'idle', faults: [] }, around);
  const held: Holding[] = [{ valueMinor: 10_000, form: 'note', place: 'stock', pieces: 40 }];
  chain.add(
    'cash.recount',
    {
      machine: of.machine,
      operation: newId(),
      currency: 'THB',
      cases: [JSON.parse(unknown.line.toString()).body.operation],
      counted: held,
      expected: held,
      reported: held,
      operator: '11 Suda',
    },
    around,
  );
  for (let n = 0; n < 3; n += 1) chain.sale({}, around);
  const receipt = await of.send();
  expect(receipt.quarantined).toEqual([]);
  return operation;
}
