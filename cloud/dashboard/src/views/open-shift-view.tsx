import type { OpenShifts } from '@tillbridge/shared/reads-closings';
import Link from 'next/link';
import { countLabel } from '../format/money.ts';
import { Money } from '../parts/money.tsx';
import type { Say } from '../words/say.ts';

export interface OpenShiftViewProps {
  readonly page: OpenShifts;
  readonly shop: { readonly id: string; readonly timeZone: string };
  readonly say: Say;
}

/** The shift under way: who has it since when, and its X as far as the cloud holds it. */
export function OpenShiftView({ page, shop, say }: OpenShiftViewProps) {
  const { t } = say;
  const moment = (at: string) => `${say.dayAt(at, shop.timeZone, 'short')} ${say.clock(at, shop.timeZone)}`;
  return (
    <section className="sec" aria-labelledby="shift">
      <div className="bar">
        <h2 id="shift">{t('shift.heading')}</h2>
        <Link className="go" href={`/cash/closings?shop=${shop.id}`}>
          {t('shift.closings')}
        </Link>
      </div>
      {page.shifts.length === 0 && <p className="empty soft">{t('shift.none')}</p>}
      {page.shifts.map((shift) => (
        <div key={shift.shift} className="two body-even">
          <div>
            <p>
              <b>{shift.openedBy}</b>
              <span className="soft">{` ${t('shift.since', { time: moment(shift.openedAt), age: say.age(shift.openedAt, page.asOf) })}`}</span>
            </p>
            <p className="meta">
              {[
                shift.completeThrough === null
                  ? t('cash.incomplete')
                  : t('cash.completeThrough', { time: moment(shift.completeThrough) }),
                shift.counts === 0 ? t('shift.notCounted') : t('shift.counted', { n: shift.counts }),
              ].join(' · ')}
            </p>
            {shift.kinds.length > 0 && (
              <dl className="dl ruled mt-3">
                {shift.kinds.map((kind) => (
                  <div key={`${kind.kind}${kind.currency}`} className="contents">
                    <dt>
                      {t(`kind.${kind.kind}`)} <span className="meta">{countLabel(kind.operations)}</span>
                    </dt>
                    <dd>
                      <Money amountMinor={kind.inMinor - kind.outMinor} currency={kind.currency} signing="always" />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </div>
          {shift.sums.map((sum) => (
            <dl key={sum.currency} className="dl ruled">
              <dt>{t('closings.opening')}</dt>
              <dd>
                <Money amountMinor={sum.openingMinor} currency={sum.currency} />
              </dd>
              <dt>{t('closings.in')}</dt>
              <dd>
                <Money amountMinor={sum.inMinor} currency={sum.currency} />
              </dd>
              <dt>{t('closings.out')}</dt>
              <dd>
                <Money amountMinor={-sum.outMinor} currency={sum.currency} />
              </dd>
              <dt className="sum">{t('closings.expectedSum')}</dt>
              <dd className="sum">
                <Money amountMinor={sum.expectedMinor} currency={sum.currency} />
              </dd>
            </dl>
          ))}
        </div>
      ))}
    </section>
  );
}
