import type { CaseRow } from '@tillbridge/shared/reads-cases';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { caseQuestion, caseState, caseSums, caseTitle } from './case-words.ts';
import { machineName } from './machine-name.ts';
import { MoneyOrDash } from './money.tsx';
import { State } from './state.tsx';

export interface CaseRowsProps {
  readonly rows: readonly CaseRow[];
  readonly now: string;
  readonly caption: string;
  readonly say: Say;
}

/** Cases under each other: what, where, since when, what moved, and who looks at it. On a phone two lines each. */
export function CaseRows({ rows, now, caption, say }: CaseRowsProps) {
  const { t } = say;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cases.what')}</th>
            <th scope="col">{t('cases.question')}</th>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('cases.since')}</th>
            <th scope="col">{t('cases.state')}</th>
            <th scope="col" className="num">
              {t('transaction.in')}
            </th>
            <th scope="col" className="num">
              {t('transaction.out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const { into, out } = caseSums(row);
            return (
              <tr key={`${row.machine.id}${row.id}`} className="is-live">
                <th scope="row">
                  <Link href={`/cases/${row.id}`} className="strong row-link" prefetch={false}>
                    {caseTitle(row, say)}
                  </Link>
                  <span className="meta block">{row.operator ?? ''}</span>
                </th>
                <td>{caseQuestion(row, say)}</td>
                <td>
                  {say.name(row.shop.name)}
                  <span className="meta block">{machineName(row.machine, say)}</span>
                </td>
                <td>
                  {`${say.dayAt(row.openedAt, row.shop.timeZone, 'short')} ${say.clock(row.openedAt, row.shop.timeZone)}`}
                  <span className="meta block">{say.age(row.openedAt, now)}</span>
                </td>
                <td>
                  <CaseStateWords row={row} say={say} />
                </td>
                <td className="num">
                  <MoneyOrDash amountMinor={into} currency={row.currency} />
                </td>
                <td className="num">
                  <MoneyOrDash amountMinor={out} currency={row.currency} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <ul className="cards phone">
        {rows.map((row) => (
          <li key={`${row.machine.id}${row.id}`}>
            <Link href={`/cases/${row.id}`} className="strong row-link" prefetch={false}>
              {caseTitle(row, say)}
            </Link>
            <span className="r meta">{say.age(row.openedAt, now)}</span>
            <span className="soft">{caseQuestion(row, say)}</span>
            <span className="r soft">{say.name(row.shop.name)}</span>
            <span className="lv">
              <CaseStateWords row={row} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where it stands, and who has it or had it. */
export function CaseStateWords({ row, say }: { readonly row: CaseRow; readonly say: Say }) {
  const { icon, tone } = caseState(row);
  return (
    <>
      <State tone={tone} icon={icon}>
        {say.t(`cases.states.${row.state}`)}
      </State>
      <span className="meta block">{whoseWords(row, say)}</span>
    </>
  );
}

function whoseWords(row: CaseRow, say: Say): string {
  const { timeZone } = row.shop;
  if (row.settledAt !== null) {
    const when = say.dayAt(row.settledAt, timeZone, 'short');
    return row.settledBy === null ? when : `${row.settledBy} · ${when}`;
  }
  if (row.state === 'snoozed' && row.snoozedUntil !== null)
    return say.t('cases.until', { day: say.dayAt(row.snoozedUntil, timeZone, 'short') });
  return row.assignee?.name ?? '';
}
