import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ConformanceMachine, newTally, type Tally, tallyTable } from './conformance-machine.ts';
import { checkThen, nextOperation, perform, runCase, runRestart, type Verb } from './conformance-run.ts';

/** Machines that work side by side: nearly all of a run is waiting. */
export const SIDE_BY_SIDE = 6;
const VERBS: readonly Verb[] = ['sale', 'payout'];
const RESTART_STEPS = 12;

export type OpenMachine = () => Promise<ConformanceMachine>;

/** Opens the machines of a file, prints at the end what was seen, and closes them. */
export function useMachines(
  title: string,
  open: OpenMachine,
): { readonly machines: ConformanceMachine[]; readonly tally: Tally } {
  const machines: ConformanceMachine[] = [];
  const tally = newTally();
  beforeAll(async () => {
    machines.push(...(await Promise.all(Array.from({ length: SIDE_BY_SIDE }, open))));
  });
  afterAll(async () => {
    for (const machine of machines) {
      for (const [name, many] of Object.entries(machine.fired())) tally.fired[name] = (tally.fired[name] ?? 0) + many;
      await machine.close();
    }
    process.stdout.write(`\n${tallyTable(title, tally)}`);
  });
  return { machines, tally };
}

/** Each machine takes the next case when it is done with its last one. */
export async function sideBySide<T>(
  machines: readonly ConformanceMachine[],
  cases: readonly T[],
  run: (machine: ConformanceMachine, one: T) => Promise<void>,
): Promise<void> {
  const rest = [...cases];
  await Promise.all(
    machines.map(async (machine) => {
      for (let one = rest.shift(); one !== undefined; one = rest.shift()) await run(machine, one);
    }),
  );
}

/** What every driver must pass on its simulator. */
export function conformance(title: string, open: OpenMachine): void {
  describe(title, () => {
    const { machines, tally } = useMachines(title, open);

    test('people pay and are paid, and every piece is accounted for', async () => {
      const cases = [...VERBS, ...VERBS, ...VERBS].map((verb) => ({
        name: 'fair weather',
        verb,
        inject: () => undefined,
      }));
      await sideBySide(machines, cases, (machine, one) => runCase(machine, tally, { ...one, ends: ['completed'] }));
    });

    test('each fault ends in one of the six outcomes, and the money adds up', async () => {
      const names = machines[0]?.faults.map(({ name }) => name) ?? [];
      await sideBySide(machines, names, async (machine, name) => {
        const fault = machine.faults.find((each) => each.name === name);
        if (fault !== undefined) await runCase(machine, tally, fault);
      });
    }, 120_000);

    test('the power may fail at every step', async () => {
      const names = machines[0]?.powerSteps.map(({ name }) => name) ?? [];
      await sideBySide(machines, names, async (machine, name) => {
        const step = machine.powerSteps.find((each) => each.name === name);
        if (step === undefined) return;
        const returns = powerReturns(machine);
        await runCase(machine, tally, step).finally(() => returns.stop());
      });
    }, 120_000);

    test('the agent may be killed at every step, also together with the machine', async () => {
      const lengths: Record<string, number> = {};
      for (const verb of VERBS) lengths[verb] = await lengthOf(machines[0], tally, verb);
      const cases = VERBS.flatMap((verb) =>
        [false, true].flatMap((machineToo) =>
          Array.from({ length: RESTART_STEPS }, (_, step) => ({
            verb,
            machineToo,
            afterBytes: 1 + Math.floor(((lengths[verb] ?? 0) * step) / RESTART_STEPS),
          })),
        ),
      );
      await sideBySide(machines, cases, (machine, one) => runRestart(machine, tally, one));
    }, 120_000);

    test('somebody who cancels gets back what was paid in; nobody who walks away is charged', async () => {
      await sideBySide(machines, [1, 2, 3], async (machine) => {
        const before = machine.money();
        const running = machine.driver().collect(nextOperation(), 50_000, 4_000);
        while (!machine.insert(10_000)) await new Promise((resolve) => setTimeout(resolve, 3));
        machine.driver().cancel();
        expect((await running).result.outcome).toBe('cancelled');
        const walked = await machine.driver().collect(nextOperation(), 50_000, 30);
        expect(walked.result).toMatchObject({ outcome: 'cancelled', in: [], out: [] });
        await machine.heal();
        const after = machine.money();
        expect(after.inserted - before.inserted).toBe(after.paid - before.paid);
      });
    });

    test('a second operation is refused while one runs, and nothing of it reaches the machine', async () => {
      const [machine] = machines;
      if (machine === undefined) throw new Error('no machine');
      const running = machine.driver().collect(nextOperation(), 50_000, 200);
      expect((await machine.driver().dispense(nextOperation(), { amountMinor: 100 })).result).toMatchObject({
        outcome: 'refused',
        reason: 'machine.busy',
      });
      await running;
      await machine.heal();
    });

    test('all six outcomes were seen', () => {
      expect(Object.keys(tally.outcomes).sort()).toEqual([
        'cancelled',
        'completed',
        'partial',
        'refused',
        'retained',
        'unknown',
      ]);
    });
  });
}

/** Switches the machine on again when its power has been away for as long as its driver needs to notice. */
function powerReturns(machine: ConformanceMachine): { stop(): void } {
  let sinceMs: number | undefined;
  const timer = setInterval(() => {
    if (machine.hasPower()) sinceMs = undefined;
    else sinceMs ??= performance.now();
    if (sinceMs !== undefined && performance.now() - sinceMs >= machine.outageMs) machine.power(true);
  }, 5);
  return { stop: () => clearInterval(timer) };
}

/** How many bytes go over the line in one operation without any fault. */
export async function lengthOf(machine: ConformanceMachine | undefined, tally: Tally, verb: Verb): Promise<number> {
  if (machine === undefined) return 0;
  let bytes = 0;
  const before = machine.money();
  const orders = machine.orders();
  machine.cable.listen();
  const result = await perform(machine, verb, nextOperation());
  bytes = machine.cable.bytes();
  await checkThen(machine, tally, { name: 'measured', verb, before, orders }, result, ['completed']);
  return bytes;
}
