import { countLabel } from '../format/money.ts';
import { contentsMinor, fillOf, levelOf, recyclingUnits, trays, type UnitView } from '../format/units.ts';
import { Denomination } from './denomination.tsx';
import { type MachineProps, trayCount, trayName, unitStatus } from './machine.tsx';
import { Money } from './money.tsx';

const percent = (part: number, whole: number) => `${whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10}%`;

/** The machine lying down for a phone: the same fill, the same marks, the same figures. */
export function MachineBars({ machine, position, timeZone, say }: MachineProps) {
  const { t } = say;
  const bars = (units: readonly UnitView[], label: string) =>
    units.length > 0 && (
      <>
        <h3 className="mt-5">{label}</h3>
        <ul>
          {units.map((unit) => {
            const status = unitStatus(unit, timeZone, say);
            return (
              <li key={unit.unit} className={`hb ${levelOf(unit)}`}>
                <span className="den">
                  <Denomination valueMinor={unit.valueMinor} currency={machine.currency} form={unit.form} />
                  {unit.letter !== '' && <span>{unit.letter}</span>}
                </span>
                <span className="rail" aria-hidden="true">
                  <i style={{ width: percent(fillOf(unit) ?? 0, 1) }} />
                  {unit.lowMark > 0 && <s style={{ left: percent(unit.lowMark, unit.capacity) }} />}
                  {unit.highMark < unit.capacity && <s style={{ left: percent(unit.highMark, unit.capacity) }} />}
                </span>
                <span className="num">
                  {unit.pieces === null ? '?' : countLabel(unit.pieces)}
                  <span className="minor"> / {countLabel(unit.capacity)}</span>
                </span>
                {status.word !== '' && (
                  <span className={`fc ${status.tone}`}>{`${status.word} ${status.since}`.trim()}</span>
                )}
              </li>
            );
          })}
        </ul>
      </>
    );
  const row = (label: string, amountMinor: number, className = '') => (
    <>
      <dt className={className}>{label}</dt>
      <dd>
        <Money amountMinor={amountMinor} currency={position.currency} />
      </dd>
    </>
  );
  return (
    <div className="phone">
      <dl className="dl ruled">
        {row(t('bucket.stock'), position.stock, 'strong')}
        {row(t('bucket.dispensable'), position.dispensable, 'in')}
        {row(t('bucket.box'), position.box)}
        {row(t('bucket.reject'), position.reject)}
      </dl>
      {bars(recyclingUnits(machine, 'note'), t('machine.notes'))}
      {bars(recyclingUnits(machine, 'coin'), t('machine.coins'))}
      <h3 className="mt-5">{t('machine.trays')}</h3>
      <dl className="dl">
        {trays(machine, 'box', 'overflow', 'reject').map((unit) => (
          <div key={unit.unit} className="contents">
            <dt>
              {trayName(unit, machine, say)}
              <span className="meta block">{trayCount(unit, say)}</span>
            </dt>
            <dd>
              <Money amountMinor={contentsMinor(unit)} currency={machine.currency} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
