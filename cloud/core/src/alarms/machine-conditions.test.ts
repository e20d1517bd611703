import type { MachineNow } from '@tillbridge/shared/reads';
import { describe, expect, it } from 'vitest';
import { machineConditions } from './machine-conditions.ts';

const AT = '2026-11-20T07:00:00.000Z';
type Unit = MachineNow['units'][number];

const unit = (change: Partial<Unit> = {}): Unit => ({
  unit: 'C3',
  valueMinor: 200,
  form: 'coin',
  role: 'recycle',
  pieces: 100,
  capacity: 220,
  lowMark: 22,
  highMark: 198,
  level: 'ok',
  accuracy: 'accurate',
  canDispense: true,
  canAccept: true,
  ...change,
});

function codesOf(faults: readonly string[], units: readonly Unit[]) {
  const machine = {
    id: 'm',
    name: 'CI-10',
    currency: 'THB',
    state: 'idle',
    stateAt: AT,
    readAt: AT,
    faults: faults.map((code) => ({ code, since: AT })),
    units: [...units],
  } as unknown as MachineNow;
  return machineConditions('s', machine, new Set())
    .filter(({ force }) => force === 'holds')
    .map(({ need }) => need.values['fault'] ?? need.code);
}

describe('what a machine says of itself', () => {
  it('is said once: by the unit that is nearly out, not by the machine as well', () => {
    const low = unit({ pieces: 16, level: 'low' });
    expect(codesOf(['machine.near-empty', 'machine.jam'], [low])).toEqual(['machine.jam', 'unit_low']);
  });

  it('is said by the machine where no unit shows it, or only one that is not in use', () => {
    expect(codesOf(['machine.near-empty'], [unit()])).toEqual(['machine.near-empty']);
    expect(codesOf(['machine.near-empty'], [unit({ pieces: 0, level: 'empty' })])).toEqual(['machine.near-empty']);
  });
});
