import type { AnomalyRow } from '@tillbridge/shared/reads-anomalies';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { State } from './state.tsx';
import { unusualPeriod, unusualSentence, unusualState, unusualUsual, unusualWho } from './unusual-words.ts';

export interface UnusualRowsProps {
  readonly rows: readonly AnomalyRow[];
  readonly now: string;
  readonly say: Say;
}

/** Unusual figures under each other: who, what stands out and what is usual, where and when. On a phone as cards. */
export function UnusualRows({ rows, now, say }: UnusualRowsProps) {
  const { t } = say;
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('unusual.one')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('unusual.who')}</th>
            <th scope="col">{t('unusual.standsOut')}</th>
            <th scope="col">{t('shops.shop')}</th>
            <th scope="col">{t('unusual.period')}</th>
            <th scope="col">{t('cases.state')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="is-live">
              <th scope="row">
                <Link href={`/cases/unusual/${row.id}`} className="strong row-link" prefetch={false}>
                  {unusualWho(row, say)}
                </Link>
                <span className="meta block">{t(`unusual.title.${row.rule}`)}</span>
              </th>
              <td>
                {unusualSentence(row, say)}
                <span className="meta block">{unusualUsual(row, say).join(' ')}</span>
              </td>
              <td>{say.name(row.shop.name)}</td>
              <td>
                {unusualPeriod(row, say)}
                <span className="meta block">{say.age(row.judgedAt, now)}</span>
              </td>
              <td>
                <UnusualState row={row} say={say} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {rows.map((row) => (
          <li key={row.id}>
            <Link href={`/cases/unusual/${row.id}`} className="strong row-link" prefetch={false}>
              {unusualWho(row, say)}
            </Link>
            <span className="r meta">{say.age(row.judgedAt, now)}</span>
            <span className="soft">{t(`unusual.title.${row.rule}`)}</span>
            <span className="r soft">{say.name(row.shop.name)}</span>
            <span className="lv">{unusualSentence(row, say)}</span>
            <span className="lv">
              <UnusualState row={row} say={say} />
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Where it stands, and who has it, until when, or how it ended. */
export function UnusualState({ row, say }: { readonly row: AnomalyRow; readonly say: Say }) {
  const { icon, tone } = unusualState(row.state);
  const { timeZone } = row.shop;
  const until = row.state === 'snoozed' ? row.snoozedUntil : null;
  const parts = [
    row.resolvedAs === null ? '' : say.t(`unusual.ends.${row.resolvedAs}`),
    row.resolvedAt === null ? '' : say.dayAt(row.resolvedAt, timeZone, 'short'),
    until === null ? '' : say.t('cases.until', { day: say.dayAt(until, timeZone, 'short') }),
    row.resolvedAt === null ? (row.assignee?.name ?? '') : '',
  ];
  return (
    <>
      <State tone={tone} icon={icon}>
        {say.t(`unusual.states.${row.state}`)}
      </State>
      <span className="meta block">{parts.filter((part) => part !== '').join(' · ')}</span>
    </>
  );
}
