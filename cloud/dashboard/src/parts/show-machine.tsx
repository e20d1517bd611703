import type { UnitView } from '../format/units.ts';
import { Denomination } from './denomination.tsx';
import { UnitDrawing } from './unit-drawing.tsx';

/** A drawing, not a reading: a typical machine, so that people recognise before signing in what this is about. */
const SHOWN: readonly (readonly ['note' | 'coin', number, number, number])[] = [
  ['note', 100_000, 41, 100],
  ['note', 50_000, 68, 110],
  ['note', 10_000, 152, 310],
  ['note', 5_000, 90, 210],
  ['note', 2_000, 214, 320],
  ['coin', 1_000, 62, 100],
  ['coin', 500, 104, 150],
  ['coin', 200, 131, 220],
  ['coin', 100, 167, 250],
  ['coin', 25, 240, 350],
];
const CURRENCY = 'THB';

function drawn(form: 'note' | 'coin'): readonly UnitView[] {
  return SHOWN.filter((one) => one[0] === form).map(([, valueMinor, pieces, capacity]) => ({
    unit: `${form}${valueMinor}`,
    valueMinor,
    form,
    role: 'recycle',
    pieces,
    capacity,
    lowMark: Math.round(capacity * 0.1),
    highMark: Math.round(capacity * 0.9),
    level: 'ok',
    accuracy: 'accurate',
    canDispense: true,
    canAccept: true,
    letter: '',
    fault: undefined,
  }));
}

export function ShowMachine({ notes, coins }: { readonly notes: string; readonly coins: string }) {
  const bay = (form: 'note' | 'coin') => (
    <div>
      <div className="bay-h">
        <b>{form === 'note' ? notes : coins}</b>
      </div>
      <div className="bay">
        {drawn(form).map((unit) => (
          <div key={unit.unit} className="unit">
            <UnitDrawing unit={unit} currency={CURRENCY} id={`show-${unit.unit}`} />
            <span className="den">
              <Denomination valueMinor={unit.valueMinor} currency={CURRENCY} form={form} />
            </span>
          </div>
        ))}
      </div>
    </div>
  );
  return (
    <div className="machine" aria-hidden="true">
      <div className="bays" style={{ gridTemplateColumns: '1fr 1fr' }}>
        {bay('note')}
        {bay('coin')}
      </div>
    </div>
  );
}
