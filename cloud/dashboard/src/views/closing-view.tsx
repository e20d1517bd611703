import type { ClosingDetail } from '@tillbridge/shared/reads-closings';
import type { ClosingSum } from '@tillbridge/shared/shift';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { Icon } from '../parts/icon.tsx';
import { machineName } from '../parts/machine-name.ts';
import { Money } from '../parts/money.tsx';
import { ThreeFigures } from '../parts/three-figures.tsx';
import { CopyLink } from '../shell/copy-link.tsx';
import { PrintButton } from '../shell/print-button.tsx';
import type { Say } from '../words/say.ts';
import { TierWords, Variance } from './closings-view.tsx';

/** One closing as a Z reads: its sums, its denominations, its journal by kind, and what became known after it. */
export function ClosingView({ detail, say }: { readonly detail: ClosingDetail; readonly say: Say }) {
  const { t } = say;
  const { row } = detail;
  const zone = row.shop.timeZone;
  const title = t('closings.z', { n: countLabel(row.number) });
  const moment = (at: string) => `${say.dayAt(at, zone, 'medium')} ${say.clock(at, zone)}`;
  return (
    <div className="z">
      <Crumbs
        steps={[
          { word: t('cash.places.closings'), href: '/cash/closings' },
          { word: say.name(row.shop.name), href: `/cash/closings?shop=${row.shop.id}` },
        ]}
        here={title}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{`${say.name(row.shop.name)} · ${title}`}</h1>
          <div className="sub">
            <TierWords row={row} say={say} />
            <span className="meta">{moment(row.closedAt)}</span>
          </div>
        </div>
        <div className="tools">
          <PrintButton />
          <CopyLink />
        </div>
      </header>
      {(row.gapBefore || row.numberTwice) && (
        <p className="note warn mt-5">
          <Icon name="warning" />
          <span>{t(row.gapBefore ? 'closings.gapLong' : 'closings.twiceLong')}</span>
        </p>
      )}
      <div className="two body">
        <div>
          {row.sums.map((sum) => (
            <Sum key={sum.currency} sum={sum} say={say} />
          ))}
          {detail.machines.map((machine) => (
            <section key={machine.id} className="sec" aria-label={machineName(machine, say)}>
              <h2 className="mb-2">{machineName(machine, say)}</h2>
              <ThreeFigures
                rows={detail.lines.filter((line) => line.machine === machine.id)}
                currency={machine.currency}
                caption={machineName(machine, say)}
                say={say}
              />
            </section>
          ))}
          <Later detail={detail} say={say} />
        </div>
        <div>
          <dl className="dl ruled">
            {[
              [t('closings.opened'), `${row.openedBy}, ${moment(row.openedAt)}`],
              [t('closings.closed'), `${row.closedBy}, ${moment(row.closedAt)}`],
              [t('about.businessDate'), say.day(row.businessDate, 'medium')],
              [t('closings.source'), t(`closings.sources.${row.source}`)],
              [t('closings.counts'), `${row.counts} · ${t(row.blind ? 'closings.blind' : 'closings.seen')}`],
              [t('closings.approvedBy'), row.approvedBy ?? '–'],
            ].map(([label = '', value = '']) => (
              <div key={label} className="contents">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
          <Journal detail={detail} say={say} />
        </div>
      </div>
    </div>
  );
}

/** Opening + in − out = expected, written as a line; then the three figures and what they differ by. */
function Sum({ sum, say }: { readonly sum: ClosingSum; readonly say: Say }) {
  const { t } = say;
  const rows: readonly (readonly [string, number | null])[] = [
    [t('closings.opening'), sum.openingMinor],
    [t('closings.in'), sum.inMinor],
    [t('closings.out'), -sum.outMinor],
  ];
  const amount = (value: number | null) =>
    value === null ? '–' : <Money amountMinor={value} currency={sum.currency} />;
  return (
    <section className="mb-6" aria-label={sum.currency}>
      <dl className="dl ruled">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd>{amount(value)}</dd>
          </div>
        ))}
        <dt className="sum">{t('closings.expectedSum')}</dt>
        <dd className="sum">{amount(sum.expectedMinor)}</dd>
        <dt>{t('figures.reported')}</dt>
        <dd>{amount(sum.reportedMinor)}</dd>
        <dt>{t('figures.counted')}</dt>
        <dd>{amount(sum.countedMinor)}</dd>
        <dt className="sum">{t('figures.difference')}</dt>
        <dd className="sum">
          <Variance sum={sum} />
        </dd>
      </dl>
      {sum.countedMinor !== null && sum.countedMinor - sum.expectedMinor !== sum.varianceMinor && (
        <p className="meta mt-2">{t('closings.partlyCounted')}</p>
      )}
      {sum.unproven > 0 && <p className="meta mt-2">{t('closings.unproven', { n: sum.unproven })}</p>}
    </section>
  );
}

function Journal({ detail, say }: { readonly detail: ClosingDetail; readonly say: Say }) {
  const { t } = say;
  return (
    <section className="sec" aria-labelledby="journal">
      <h2 id="journal" className="mb-2">
        {t('closings.journal')}
      </h2>
      <div className="scroll">
        <table className="rows dense ruled">
          <thead>
            <tr>
              <th scope="col">{t('cash.groups.kind')}</th>
              <th scope="col" className="num">
                {t('transaction.in')}
              </th>
              <th scope="col" className="num">
                {t('transaction.out')}
              </th>
            </tr>
          </thead>
          <tbody>
            {detail.row.kinds.map((kind) => (
              <tr key={`${kind.kind}${kind.currency}`}>
                <th scope="row">
                  {t(`kind.${kind.kind}`)}
                  <span className="meta"> {countLabel(kind.operations)}</span>
                </th>
                <td className="num">
                  <Money amountMinor={kind.inMinor} currency={kind.currency} />
                </td>
                <td className="num">
                  <Money amountMinor={kind.outMinor} currency={kind.currency} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Dated adjustments: they stand beside the closing and change nothing in it. */
function Later({ detail, say }: { readonly detail: ClosingDetail; readonly say: Say }) {
  const { t } = say;
  const zone = detail.row.shop.timeZone;
  if (detail.adjustments.length === 0) return null;
  return (
    <section className="sec" aria-labelledby="later">
      <h2 id="later" className="mb-2">
        {t('closings.later')}
      </h2>
      <ol className="story">
        {detail.adjustments.map((each) => (
          <li key={`${each.occurredAt}${each.what}${each.operation ?? ''}`}>
            <span className="meta">
              {say.dayAt(each.occurredAt, zone, 'short')} {say.clock(each.occurredAt, zone)}
            </span>
            <div>
              <p>
                <b>{t(`closings.adjustments.${each.what}`)}</b>
                {each.by !== null && <span className="soft">{` ${each.by}`}</span>}
              </p>
              <p className="meta">
                {each.currency === null || each.what === 'approved'
                  ? (each.reason ?? '')
                  : t('closings.moved', {
                      in: say.money(each.inMinor, each.currency),
                      out: say.money(each.outMinor, each.currency),
                    })}
              </p>
              {each.operation !== null && (
                <Link className="go" href={`/transactions/${each.operation}`} prefetch={false}>
                  {t('cases.toTransaction')}
                </Link>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
