import { describe, expect, test } from 'vitest';
import type { ConformanceMachine, Tally } from './conformance-machine.ts';
import { checkThen, nextOperation, perform, runCase, type Verb } from './conformance-run.ts';
import { type OpenMachine, sideBySide, useMachines } from './conformance-suite.ts';

/** How long the cable is out: long enough that its driver has tried to connect again. */
const OUT_MS = 15;
const VERBS: readonly Verb[] = ['sale', 'payout'];
/** A clean run differs from the next by a poll more or less. */
const MORE_BYTES = 1.1;

/** `every-byte`: of a short protocol. `every-packet`: before, within and after each packet of a long one. */
export type CutAt = 'every-byte' | 'every-packet';

/** The cable is pulled at every place of every exchange of both verbs. */
export function cableConformance(title: string, open: OpenMachine, cutAt: CutAt): void {
  describe(`${title}, its cable pulled`, () => {
    const { machines, tally } = useMachines(`${title}, its cable pulled`, open);

    for (const verb of VERBS) {
      test(`anywhere in a ${verb}: six outcomes, money conserved, nothing paid twice, and it works again`, async () => {
        const [first] = machines;
        if (first === undefined) throw new Error('no machine');
        const places = placesIn(await marksOf(first, tally, verb), cutAt);
        expect(places.length).toBeGreaterThan(20);
        await sideBySide(machines, places, (machine, place) =>
          runCase(machine, tally, {
            name: `cable out after ${place} bytes`,
            verb,
            inject: () => machine.cable.listen(place, OUT_MS),
          }),
        );
        expect(machines.reduce((sum, machine) => sum + machine.cable.cuts(), 0)).toBeGreaterThan(places.length / 2);
      }, 180_000);
    }
  });
}

function placesIn(marks: readonly number[], cutAt: CutAt): readonly number[] {
  const last = Math.ceil((marks.at(-1) ?? 0) * MORE_BYTES);
  if (cutAt === 'every-byte') return Array.from({ length: last }, (_, i) => i + 1);
  const places = marks.flatMap((mark, i) => [mark, Math.floor(((marks[i - 1] ?? 0) + mark) / 2)]);
  return [...new Set([1, ...places])].filter((place) => place > 0);
}

/** Where the packets end in one operation without any fault. */
async function marksOf(machine: ConformanceMachine, tally: Tally, verb: Verb): Promise<readonly number[]> {
  const before = machine.money();
  const orders = machine.orders();
  machine.cable.listen();
  const result = await perform(machine, verb, nextOperation());
  const marks = [...machine.cable.marks()];
  await checkThen(machine, tally, { name: 'measured', verb, before, orders }, result, ['completed']);
  return marks;
}
