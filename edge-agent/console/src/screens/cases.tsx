import { useEffect, useState } from 'react';
import { PATHS } from '../api/agent-api.ts';
import type { Holding, OpenCase } from '../api/wire.ts';
import { Count } from '../parts/count.tsx';
import { Icon, type IconName } from '../parts/icon.tsx';
import { useSay } from '../parts/speech.tsx';
import { countRows, type Row } from '../state/count-rows.ts';
import { useDesk } from '../state/desk.tsx';
import type { Say } from '../words/say.ts';

/** What waits for a person, and the count that settles it. */
export function Cases() {
  const say = useSay();
  const { api, state, machine, shop, snapshot, canBegin, may } = useDesk();
  const [cases, setCases] = useState<readonly OpenCase[] | 'waiting' | 'broken'>('waiting');
  const [rows, setRows] = useState<readonly Row[]>();
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    const over = new AbortController();
    void asked;
    api.cases(over.signal).then(setCases, () => {
      if (!over.signal.aborted) setCases('broken');
    });
    return () => over.abort();
  }, [api, asked]);

  const own = Array.isArray(cases) ? cases.filter((each) => each.machine === machine.id) : [];
  const count = () => {
    setRows(
      countRows(
        machine,
        own.flatMap(({ lines }) => lines),
      ),
    );
  };
  const settle = (counted: readonly Holding[]) => {
    const body = {
      machine: machine.id,
      counted: counted.map(({ valueMinor, form, place, pieces }) => ({ valueMinor, form, place, pieces })),
    };
    shop.begin({ kind: 'recount', path: PATHS.recount, body, amountMinor: 0, currency: machine.currency });
  };
  if (rows !== undefined) {
    return (
      <Count
        rows={rows}
        placeOf={({ place }) => (place === 'stock' ? '' : say.t(`count.${place}`))}
        currency={machine.currency}
        title={say.t('cases.countTitle', { machine: machine.name })}
        advice={say.t('cases.countAdvice')}
        action={say.t('cases.settle')}
        busy={!canBegin || state.open !== undefined}
        onCount={settle}
        onLeave={() => setRows(undefined)}
      />
    );
  }
  return (
    <section className="sheet">
      <h1>{say.t('cases.title')}</h1>
      {machine.recountAskedAt !== undefined && (
        <p className="strong" role="status">
          {say.t('cases.recountAsked', {
            machine: machine.name,
            time: say.clock(machine.recountAskedAt, snapshot.shop.timeZone),
          })}
        </p>
      )}
      {cases === 'waiting' || cases === 'broken' || cases.length === 0 ? (
        <div className="empty">
          <p className="text-head">
            {say.t(cases === 'waiting' ? 'cases.waiting' : cases === 'broken' ? 'cases.broken' : 'cases.none')}
          </p>
          {cases === 'broken' ? (
            <button type="button" className="big" onClick={() => setAsked((n) => n + 1)}>
              {say.t('cases.again')}
            </button>
          ) : (
            <p className="soft">{cases === 'waiting' ? '' : say.t('cases.noneNext')}</p>
          )}
        </div>
      ) : (
        <ul className="scrolls">
          {cases.map((each) => (
            <li key={each.case} className="case">
              <Icon
                name={iconOf(each)}
                className={`ic ${each.outcome === 'unknown' || each.about === 'discrepancy' ? 'bad' : 'warn'}`}
              />
              <div>
                <p className="strong">{caseTitle(each, say)}</p>
                <p className="soft">{caseDetail(each, say)}</p>
              </div>
              <span className="soft num">{say.clock(each.since, snapshot.shop.timeZone)}</span>
            </li>
          ))}
        </ul>
      )}
      <div className="foot">
        {(own.length > 0 || may('machine.empty')) && (
          <button
            type="button"
            className={own.length > 0 ? 'big first' : 'big'}
            disabled={!canBegin || !may('machine.empty')}
            onClick={count}
          >
            {say.t('cases.count')}
          </button>
        )}
        {own.length > 0 && !canBegin && <p className="soft">{say.t('machine.comparing')}</p>}
      </div>
    </section>
  );
}

function iconOf({ about, outcome }: OpenCase): IconName {
  if (about === 'discrepancy') return 'warning';
  return outcome === 'unknown' ? 'unknown' : outcome === 'retained' ? 'lock' : 'partial';
}

function caseTitle(
  { about, kind, outcome, amountMinor = 0, owedMinor = 0, currency, lines }: OpenCase,
  say: Say,
): string {
  if (about === 'discrepancy') {
    const sum = lines.reduce(
      (total, line) => total + line.valueMinor * line.pieces * (line.direction === 'in' ? 1 : -1),
      0,
    );
    return say.t('cases.discrepancy', { amount: say.money(sum, currency) });
  }
  const what = { kind: kind === undefined ? '' : say.t(`kind.${kind}`), amount: say.money(amountMinor, currency) };
  if (outcome === 'partial') return say.t('cases.partial', { ...what, owed: say.money(owedMinor, currency) });
  return say.t(outcome === 'retained' ? 'cases.retained' : 'cases.unknown', what);
}

function caseDetail({ reason, operator }: OpenCase, say: Say): string {
  return [reason === undefined ? '' : say.fault(reason).meaning, operator ?? '']
    .filter((part) => part !== '')
    .join(' · ');
}
