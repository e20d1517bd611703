import type { UnitReading } from '@tillbridge/shared/cash';
import type { MachineNow } from '@tillbridge/shared/reads';
import { describe, expect, it } from 'vitest';
import { levelOf, positionOf, recyclingUnits, sumPositions } from './units.ts';

const unit = (change: Partial<UnitReading>): UnitReading => ({
  unit: '1',
  valueMinor: 2_000,
  form: 'note',
  role: 'recycle',
  pieces: 10,
  capacity: 100,
  lowMark: 10,
  highMark: 90,
  level: 'ok',
  accuracy: 'accurate',
  canDispense: true,
  canAccept: true,
  ...change,
});
const machine = (units: UnitReading[], faults: MachineNow['faults'] = []): MachineNow => ({
  id: 'm',
  name: 'Recycler 1',
  driver: 'glory-300',
  serial: null,
  currency: 'THB',
  state: 'idle',
  stateAt: null,
  faults,
  readAt: null,
  units,
});

describe('units', () => {
  it('of one denomination stay two drawings, A and B', () => {
    const views = recyclingUnits(
      machine([unit({ unit: '5' }), unit({ unit: '6' }), unit({ unit: '1', valueMinor: 100_000 })]),
    );
    expect(views.map((view) => [view.valueMinor, view.letter])).toEqual([
      [100_000, ''],
      [2_000, 'A'],
      [2_000, 'B'],
    ]);
  });

  it('with a fault are drawn jammed, however full they are', () => {
    const [view] = recyclingUnits(machine([unit({ level: 'full' })], [{ code: 'machine.jam', unit: '1', since: '' }]));
    expect(view === undefined ? '' : levelOf(view)).toBe('jam');
  });
});

describe('a position', () => {
  it('keeps its four buckets apart', () => {
    const held = [{ valueMinor: 10_000, form: 'note' as const, pieces: 3 }];
    const position = positionOf(
      machine([
        unit({}),
        unit({ unit: '2', canDispense: false }),
        unit({ unit: '3', accuracy: 'inaccurate' }),
        unit({ unit: 'box', role: 'box', contents: held }),
        unit({ unit: 'reject', role: 'reject', contents: [] }),
      ]),
    );
    expect(position).toEqual({ currency: 'THB', stock: 60_000, dispensable: 20_000, box: 30_000, reject: 0 });
  });

  it('is added within a currency and never across', () => {
    const one = { currency: 'THB', stock: 1, dispensable: 1, box: 2, reject: 3 };
    expect(sumPositions([one, { ...one, currency: 'MYR' }, one])).toEqual([
      { currency: 'THB', stock: 2, dispensable: 2, box: 4, reject: 6 },
      { currency: 'MYR', stock: 1, dispensable: 1, box: 2, reject: 3 },
    ]);
  });
});
