import type { AnomalyRow, Evidence } from '@tillbridge/shared/reads-anomalies';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { MoneyOrDash } from './money.tsx';

export interface EvidenceRowsProps {
  readonly rows: readonly Evidence[];
  readonly of: AnomalyRow;
  readonly say: Say;
}

/** The operations and closings that were counted, each a link to itself. On a phone as cards. */
export function EvidenceRows({ rows, of, say }: EvidenceRowsProps) {
  const { t } = say;
  const { timeZone } = of.shop;
  const when = (one: Evidence) => `${say.dayAt(one.at, timeZone, 'short')} ${say.clock(one.at, timeZone)}`;
  const href = (one: Evidence) => (one.about === 'closing' ? `/cash/closings/${one.id}` : `/transactions/${one.id}`);
  const what = (one: Evidence) => (one.kind === null ? t('unusual.closing') : t(`kind.${one.kind}`));
  const end = (one: Evidence) => (one.outcome === null ? t('unusual.missing') : t(`outcome.${one.outcome}`));
  return (
    <>
      <table className="rows dense desk ruled">
        <caption className="hidden-words">{t('unusual.evidence')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('transaction.what')}</th>
            <th scope="col">{t('transaction.time')}</th>
            {of.operator === null && <th scope="col">{t('unusual.who')}</th>}
            <th scope="col">{t('transaction.outcome')}</th>
            <th scope="col" className="num">
              {t('transaction.out')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id} className="is-live">
              <th scope="row">
                <Link href={href(one)} className="strong row-link" prefetch={false}>
                  {what(one)}
                </Link>
              </th>
              <td className="soft">{when(one)}</td>
              {of.operator === null && <td>{one.operator ?? ''}</td>}
              <td>{end(one)}</td>
              <td className="num">
                <MoneyOrDash amountMinor={one.amountMinor} currency={of.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="cards phone">
        {rows.map((one) => (
          <li key={one.id}>
            <Link href={href(one)} className="strong row-link" prefetch={false}>
              {what(one)}
            </Link>
            <span className="r">
              <MoneyOrDash amountMinor={one.amountMinor} currency={of.currency} />
            </span>
            <span className="soft">{[when(one), of.operator === null ? (one.operator ?? '') : ''].join(' ')}</span>
            <span className="r soft">{end(one)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
