import type { UnitReading } from '@tillbridge/shared/cash';
import { denominationName } from '@tillbridge/shared/money-label';
import { contentsMinor, levelOf, recyclingUnits, trays, type UnitView } from '@tillbridge/shared/unit-view';
import type { MachinePart } from '../api/wire.ts';
import { Denomination } from './denomination.tsx';
import { useSay } from './speech.tsx';
import { UnitDrawing } from './unit-drawing.tsx';

export interface MachineProps {
  readonly machine: MachinePart;
  /** Pieces that would leave, by unit. */
  readonly leaving?: ReadonlyMap<string, number>;
  /** The figures are older than what happens now: the machine or the agent does not answer. */
  readonly stale: boolean;
  readonly timeZone: string;
}

/** The machine as it stands in the shop: notes above, coins below, then its boxes. */
export function Machine({ machine, leaving, stale, timeZone }: MachineProps) {
  const say = useSay();
  const { inventory } = machine;
  if (inventory === undefined) return <MachineSkeleton />;
  const drawn = { units: inventory.units, faults: machine.faults };
  const bays = (['note', 'coin'] as const)
    .map((form) => recyclingUnits(drawn, form))
    .filter((units) => units.length > 0);
  return (
    <div className={`machine${stale ? ' is-stale' : ''}`}>
      {bays.map((units) => (
        <ul
          key={units[0]?.form}
          className="bay"
          aria-label={say.t(units[0]?.form === 'note' ? 'machine.notes' : 'machine.coins')}
        >
          {units.map((unit) => (
            <Unit key={unit.unit} unit={unit} machine={machine} leaving={leaving?.get(unit.unit) ?? 0} />
          ))}
        </ul>
      ))}
      <p className="trays">
        {trays(drawn, 'box', 'overflow', 'reject').map((unit) => (
          <Tray key={unit.unit} unit={unit} currency={machine.currency} />
        ))}
        <span className="ml-auto">{say.t('machine.readAt', { time: say.clock(inventory.readAt, timeZone) })}</span>
      </p>
    </div>
  );
}

function Unit({
  unit,
  machine,
  leaving,
}: {
  readonly unit: UnitView;
  readonly machine: MachinePart;
  readonly leaving: number;
}) {
  const say = useSay();
  const word = unitWord(unit);
  const piece = `${denominationName(unit.valueMinor, machine.currency)}${unit.letter === '' ? '' : ` ${unit.letter}`}`;
  const held = say.t(unit.form === 'note' ? 'unit.notesOf' : 'unit.coinsOf', {
    piece,
    pieces: unit.pieces ?? 0,
    capacity: unit.capacity,
  });
  return (
    <li className="min-w-0 min-h-0">
      <span className="hidden-words">
        {[held, word === undefined ? '' : say.t(word.key), leaving > 0 ? say.t('unit.leaving', { n: leaving }) : '']
          .filter((part) => part !== '')
          .join(', ')}
      </span>
      <div className="unit" aria-hidden="true">
        <span className="take">{leaving > 0 ? `\u2212${leaving}` : ''}</span>
        <UnitDrawing unit={unit} currency={machine.currency} id={`u-${unit.unit}`} />
        <Denomination valueMinor={unit.valueMinor} currency={machine.currency} form={unit.form} />
        {word === undefined ? (
          <span className="lv">{unit.pieces ?? '?'}</span>
        ) : (
          <span className={`lv ${word.tone}`}>{say.t(word.key)}</span>
        )}
      </div>
    </li>
  );
}

/** The word under a unit; in order says only how many it holds. */
function unitWord(unit: UnitView) {
  if (unit.fault?.code.includes('jam') === true) return { key: 'level.jam', tone: 'bad' } as const;
  if (unit.fault !== undefined) return { key: 'level.fault', tone: 'bad' } as const;
  if (unit.level === 'missing') return { key: 'level.missing', tone: 'bad' } as const;
  const level = levelOf(unit);
  if (level === 'ok') return undefined;
  const key = unit.level === 'empty' || unit.level === 'full' ? unit.level : level === 'low' ? 'low' : 'high';
  return { key: `level.${key}`, tone: 'warn' } as const;
}

function Tray({ unit, currency }: { readonly unit: UnitReading; readonly currency: string }) {
  const say = useSay();
  const label = say.t(
    unit.role === 'reject' ? 'machine.reject' : unit.form === 'note' ? 'machine.noteBox' : 'machine.coinBox',
  );
  return (
    <span>
      {label} <b>{say.far(contentsMinor(unit), currency)}</b>
    </span>
  );
}

const SKETCH = [6, 8] as const;

/** The true shape while the machine was not read yet. */
function MachineSkeleton() {
  const say = useSay();
  return (
    <div className="machine skeleton" role="img" aria-label={say.t('machine.waiting')}>
      {SKETCH.map((many) => (
        <ul key={many} className="bay" aria-hidden="true">
          {Array.from({ length: many }, (_, at) => `${many}-${at}`).map((key) => (
            <li key={key} className="unit">
              <span />
              <svg viewBox="0 0 80 200" aria-hidden="true">
                <path className="u-body" d={many === 6 ? 'M16 4H64V196H16Z' : 'M16 4H64V164L50 196H30L16 164Z'} />
              </svg>
              <span className="wait w-10" />
              <span className="wait w-6" />
            </li>
          ))}
        </ul>
      ))}
      <p className="trays">{say.t('machine.waiting')}</p>
    </div>
  );
}
