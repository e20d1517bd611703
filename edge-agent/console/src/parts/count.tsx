import { denominationName } from '@tillbridge/shared/money-label';
import { useState } from 'react';
import type { Holding } from '../api/wire.ts';
import { type PadKey, pressCount } from '../state/pad.ts';
import { useEnter } from '../state/use-keyboard.ts';
import { Denomination } from './denomination.tsx';
import { Keys } from './pad.tsx';
import { useSay } from './speech.tsx';

export type CountRow = Omit<Holding, 'pieces'> & { readonly machine?: string };

export interface CountProps<Row extends CountRow> {
  readonly rows: readonly Row[];
  /** Where a piece lies, when that is not simply the stock of the one machine. */
  readonly placeOf: (row: Row) => string;
  readonly currency: string;
  readonly title: string;
  readonly advice: string;
  readonly action: string;
  readonly busy: boolean;
  readonly refusal?: string | undefined;
  readonly onCount: (counted: readonly (Row & { readonly pieces: number })[]) => void;
  readonly onLeave: () => void;
}

const nameOf = ({ machine = '', place, form, valueMinor }: CountRow) => `${machine} ${place} ${form} ${valueMinor}`;

/** Counting by hand: every denomination is named, because what was not counted is not zero. Nothing expected is shown. */
export function Count<Row extends CountRow>({
  rows,
  currency,
  title,
  advice,
  action,
  busy,
  refusal,
  onCount,
  onLeave,
  placeOf,
}: CountProps<Row>) {
  const say = useSay();
  const [at, setAt] = useState(0);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const row = rows[at];
  const left = rows.filter((each) => (typed.get(nameOf(each)) ?? '') === '').length;
  const sumMinor = rows.reduce((sum, each) => sum + each.valueMinor * Number(typed.get(nameOf(each)) ?? 0), 0);
  const press = (key: PadKey) => {
    if (row === undefined) return;
    setTyped((before) => new Map(before).set(nameOf(row), pressCount(before.get(nameOf(row)) ?? '', key)));
  };
  const next = () => {
    if (row === undefined) return;
    if ((typed.get(nameOf(row)) ?? '') === '') return;
    setAt((now) => Math.min(now + 1, rows.length - 1));
  };
  useEnter(next);
  return (
    <div className="count-grid">
      <section className="sheet">
        <div>
          <h1>{title}</h1>
          <p className="soft">{advice}</p>
        </div>
        <ul className="count-rows scrolls">
          {rows.map((each, index) => (
            <li key={nameOf(each)}>
              <CountLine
                row={each}
                where={placeOf(each)}
                currency={currency}
                pieces={typed.get(nameOf(each)) ?? ''}
                chosen={index === at}
                onChoose={() => setAt(index)}
              />
            </li>
          ))}
        </ul>
        <div className="foot">
          <button type="button" className="big" onClick={onLeave}>
            {say.t('count.leave')}
          </button>
          <p className="grow num">
            <span className="soft">{say.t('count.sum')}</span>{' '}
            <b className="text-head">{say.money(sumMinor, currency)}</b>
          </p>
        </div>
      </section>
      <section className="side" aria-label={say.t('count.pad')}>
        <h2>{row === undefined ? '' : denominationName(row.valueMinor, currency)}</h2>
        <p className="amt" role="status">
          <span className="cur">×</span>
          <span>{row === undefined ? '' : (typed.get(nameOf(row)) ?? '') || '\u2013'}</span>
        </p>
        <Keys label={say.t('count.pad')} point={false} onPress={press} />
        <div className="foot">
          {refusal !== undefined && (
            <p className="bad" role="alert">
              {refusal}
            </p>
          )}
          {left > 0 ? (
            <button type="button" className="big first" onClick={next}>
              {say.t('count.next', { n: left })}
            </button>
          ) : (
            <button
              type="button"
              className="big first"
              disabled={busy}
              onClick={() => onCount(rows.map((each) => ({ ...each, pieces: Number(typed.get(nameOf(each)) ?? 0) })))}
            >
              {action}
            </button>
          )}
        </div>
      </section>
    </div>
  );
}

interface CountLineProps {
  readonly row: CountRow;
  readonly where: string;
  readonly currency: string;
  readonly pieces: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function CountLine({ row, where, currency, pieces, chosen, onChoose }: CountLineProps) {
  const say = useSay();
  const spoken = `${denominationName(row.valueMinor, currency)} ${where} ${pieces === '' ? say.t('count.open') : pieces}`;
  return (
    <button type="button" aria-pressed={chosen} aria-label={spoken} onClick={onChoose}>
      <Denomination valueMinor={row.valueMinor} currency={currency} form={row.form} />
      <span className="soft">{where}</span>
      <span className={`pcs${pieces === '' ? ' is-open' : ''}`}>{pieces === '' ? '\u2013' : `× ${pieces}`}</span>
    </button>
  );
}
