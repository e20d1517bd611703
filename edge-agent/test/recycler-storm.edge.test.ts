import type { OperationResult } from '@tillbridge/edge-agent/recycler/driver';
import { sumLines } from '@tillbridge/shared/cash';
import { expect, test } from 'vitest';
import type { FaultName } from '../simulator/faults.ts';
import { seededRandom } from '../simulator/random.ts';
import { lostPieces, openRig, type Rig, sums } from './recycler-rig.ts';

const OPERATION = '0190a000-0000-7000-8000-000000000001';
const VALUES = [100_000, 50_000, 10_000, 2_000, 1_000, 500, 200, 100, 50, 25];
const WEATHER: readonly (readonly [FaultName, number])[] = [
  ['noise', 300],
  ['flipped', 2],
  ['doubled', 2],
  ['cut', 7],
  ['silent', 1],
  ['deaf', 1],
  ['nak', 1],
  ['delay', 15],
  ['late', 40],
  ['near-empty', -1],
];

function held(rig: Rig): number {
  const { stock, cassette } = rig.machine.cash();
  return VALUES.reduce((sum, value, i) => sum + value * ((stock[i] ?? 0) + (cassette[i] ?? 0)), 0);
}

function moved({ result }: OperationResult): number {
  const lines = [...('in' in result ? result.in : []), ...('out' in result ? result.out : [])];
  return sumLines(lines, 'in') - sumLines(lines, 'out');
}

test.each([1, 2, 3])(
  'on a bad line (seed %i) every record equals what the machine holds, and no order goes out twice',
  async (seed) => {
    const random = seededRandom(seed);
    const rig = await openRig({ customers: true, seed, speed: 200 }, { answerMs: 60, enquiryMs: 40, payoutPollMs: 8 });
    const outcomes: string[] = [];
    for (let round = 0; round < 25; round++) {
      const [name, value] = WEATHER[Math.floor(random() * WEATHER.length)] ?? ['noise', 300];
      rig.fault(name, value === -1 ? 'on' : value);
      const before = held(rig);
      const orders = rig.orders();
      const amountMinor = 100 * (1 + Math.floor(random() * 400));
      const result =
        random() < 0.5
          ? await rig.driver.collect(OPERATION, amountMinor, 3_000)
          : await rig.driver.dispense(OPERATION, { amountMinor });
      outcomes.push(result.result.outcome);
      expect(rig.orders() - orders).toBeLessThanOrEqual(1);
      expect({ round, name, ...sums(result), moved: moved(result) }).toMatchObject({ moved: held(rig) - before });
      rig.fault(name, 'off');
    }
    expect(outcomes.filter((outcome) => outcome === 'completed').length).toBeGreaterThan(10);
    expect(lostPieces(rig.machine)).toEqual([]);
    await rig.close();
  },
);
