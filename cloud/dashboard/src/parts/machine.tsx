import type { UnitReading } from '@tillbridge/shared/cash';
import type { MachineNow, Position } from '@tillbridge/shared/reads';
import { countLabel, denominationName } from '../format/money.ts';
import { contentsMinor, fillOf, levelOf, recyclingUnits, trays, type UnitView } from '../format/units.ts';
import type { Say } from '../words/say.ts';
import { Denomination } from './denomination.tsx';
import { faultWord, isJam } from './fault-words.ts';
import { Money } from './money.tsx';
import { UnitDrawing } from './unit-drawing.tsx';

export interface MachineProps {
  readonly machine: MachineNow;
  readonly position: Position;
  readonly timeZone: string;
  readonly say: Say;
}

/** The machine as it stands in the shop: one column a stacker or hopper, then the box and the reject tray. */
export function Machine({ machine, position, timeZone, say }: MachineProps) {
  const { t } = say;
  const notes = recyclingUnits(machine, 'note');
  const coins = recyclingUnits(machine, 'coin');
  const bay = (units: readonly UnitView[], label: string) =>
    units.length > 0 && (
      <div>
        <div className="bay-h">
          <h3>{label}</h3>
          <span className="meta">
            <Money
              amountMinor={units.reduce((sum, unit) => sum + (unit.pieces ?? 0) * unit.valueMinor, 0)}
              currency={machine.currency}
            />
          </span>
        </div>
        <ul className="bay">
          {units.map((unit) => (
            <UnitColumn key={unit.unit} unit={unit} machine={machine} timeZone={timeZone} say={say} />
          ))}
        </ul>
      </div>
    );
  return (
    <div className="machine desk">
      <div className="plate">
        <span>
          {t('bucket.stock')}{' '}
          <b>
            <Money amountMinor={position.stock} currency={position.currency} />
          </b>
        </span>
        <span className="soft">
          {t('bucket.dispensable')} <Money amountMinor={position.dispensable} currency={position.currency} />
        </span>
        <span className="soft">
          {t('bucket.box')} <Money amountMinor={position.box} currency={position.currency} />
        </span>
        <span className="soft">
          {t('bucket.reject')} <Money amountMinor={position.reject} currency={position.currency} />
        </span>
      </div>
      <div
        className="bays"
        style={{
          gridTemplateColumns: [notes.length, coins.length]
            .filter((n) => n > 0)
            .map((n) => `${n}fr`)
            .join(' '),
        }}
      >
        {bay(notes, t('machine.notes'))}
        {bay(coins, t('machine.coins'))}
      </div>
      <div className="boxes">
        {trays(machine, 'box', 'overflow').map((unit) => (
          <Tray
            key={unit.unit}
            unit={unit}
            label={trayName(unit, machine, say)}
            currency={machine.currency}
            say={say}
          />
        ))}
        {trays(machine, 'reject').map((unit) => (
          <Tray key={unit.unit} unit={unit} label={t('bucket.reject')} currency={machine.currency} say={say} small />
        ))}
      </div>
    </div>
  );
}

/** Two boxes, one for notes and one for coins, are told apart by what they hold. */
export function trayName(unit: UnitReading, machine: MachineNow, say: Say): string {
  const boxes = trays(machine, 'box', 'overflow');
  if (unit.role === 'reject') return say.t('bucket.reject');
  if (unit.role === 'overflow') return say.t('machine.overflow');
  return boxes.length < 2 ? say.t('bucket.box') : say.t(unit.form === 'note' ? 'machine.noteBox' : 'machine.coinBox');
}

interface UnitColumnProps {
  readonly unit: UnitView;
  readonly machine: MachineNow;
  readonly timeZone: string;
  readonly say: Say;
}

function UnitColumn({ unit, machine, timeZone, say }: UnitColumnProps) {
  const status = unitStatus(unit, timeZone, say);
  return (
    <li>
      <span className="hidden-words">{unitWords(unit, machine, status, say)}</span>
      <div className="unit" aria-hidden="true">
        <span className="pcs">
          {unit.pieces === null ? '?' : countLabel(unit.pieces)}
          <span> /{countLabel(unit.capacity)}</span>
        </span>
        <UnitDrawing unit={unit} currency={machine.currency} id={`u-${machine.id}-${unit.unit}`} />
        <span className="den">
          <Denomination valueMinor={unit.valueMinor} currency={machine.currency} form={unit.form} />
          {unit.letter !== '' && <span className="meta">{unit.letter}</span>}
        </span>
        <span className={`fc ${status.tone}`}>
          {status.word === '' ? denominationName((unit.pieces ?? 0) * unit.valueMinor, machine.currency) : status.word}
          {status.since !== '' && (
            <>
              <br />
              {status.since}
            </>
          )}
        </span>
      </div>
    </li>
  );
}

export interface UnitStatus {
  readonly tone: 'bad' | 'warn' | '';
  readonly word: string;
  readonly since: string;
}

/** The line under a unit. In order says nothing: what is fine needs no word. */
export function unitStatus(unit: UnitView, timeZone: string, say: Say): UnitStatus {
  if (unit.fault !== undefined) {
    const word = isJam(unit.fault.code) ? say.t('level.jam') : faultWord(unit.fault.code, say);
    return { tone: 'bad', word, since: say.clock(unit.fault.since, timeZone) };
  }
  if (unit.level === 'missing') return { tone: 'bad', word: say.t('level.missing'), since: '' };
  const level = levelOf(unit);
  if (level !== 'ok')
    return {
      tone: 'warn',
      word: say.t(`level.${unit.level === 'empty' || unit.level === 'full' ? unit.level : level}`),
      since: '',
    };
  if (unit.accuracy === 'inaccurate') return { tone: 'warn', word: say.t('level.uncounted'), since: '' };
  return { tone: '', word: '', since: '' };
}

/** What is heard in place of the drawing. */
function unitWords(unit: UnitView, machine: MachineNow, status: UnitStatus, say: Say): string {
  const letter = unit.letter === '' ? '' : ` ${unit.letter}`;
  const held = say.t(unit.form === 'note' ? 'unit.notesOf' : 'unit.coinsOf', {
    piece: `${denominationName(unit.valueMinor, machine.currency)}${letter}`,
    pieces: unit.pieces ?? 0,
    capacity: unit.capacity,
  });
  return [held, status.word, status.since].filter((part) => part !== '').join(', ');
}

interface TrayProps {
  readonly unit: UnitReading;
  readonly label: string;
  readonly currency: string;
  readonly say: Say;
  readonly small?: boolean;
}

function Tray({ unit, label, currency, say, small = false }: TrayProps) {
  const fill = fillOf(unit);
  return (
    <div>
      <h3>{label}</h3>
      <div className={small ? 'bx small' : 'bx'} aria-hidden="true">
        {fill !== null && fill > 0 && <i style={{ height: `${Math.max(4, Math.round(fill * 100))}%` }} />}
      </div>
      <p>
        <Money amountMinor={contentsMinor(unit)} currency={currency} />
      </p>
      <p className="meta">{trayCount(unit, say)}</p>
    </div>
  );
}

/** How many pieces a mixed unit holds of how many it can. */
export function trayCount(unit: UnitReading, say: Say): string {
  if (unit.pieces === null) return say.t('unit.notCounted');
  const key = unit.form === 'note' ? 'unit.trayNotes' : 'unit.trayCoins';
  return unit.capacity > 0
    ? say.t(key, { pieces: unit.pieces, capacity: unit.capacity })
    : say.t('unit.trayPieces', { pieces: unit.pieces });
}
