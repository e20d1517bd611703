import { USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { LimitSetting } from '@tillbridge/shared/limits-wish';
import type { OrganizationSettings } from '@tillbridge/shared/reads-settings';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { DeliveryRows } from '../parts/delivery-rows.tsx';
import { LedgerSection as Section } from '../parts/ledger-section.tsx';
import { LevelsTable } from '../parts/levels-table.tsx';
import { OpeningWeek } from '../parts/opening-week.tsx';
import type { Say } from '../words/say.ts';
import { ShopLimits } from './shop-limits.tsx';

type CurrencyLimits = OrganizationSettings['limits'][number];

/** What can be pressed; it arrives after the page stands. */
export interface OrganizationActs {
  readonly hours: ReactNode;
  readonly delivery: ReactNode;
  readonly limits: (of: CurrencyLimits) => ReactNode;
  readonly levels: (of: CurrencyLimits) => ReactNode;
}

export interface OrganizationViewProps {
  readonly settings: OrganizationSettings;
  /** On whose clock the age of the page is told. */
  readonly timeZone: string;
  readonly say: Say;
  readonly acts?: OrganizationActs;
}

/** What holds in every shop that sets nothing else, and which shops do. */
export function OrganizationView({ settings, timeZone, say, acts }: OrganizationViewProps) {
  const { limits, openingHours, shops } = settings;
  const several = limits.length > 1;
  return (
    <>
      <header className="head">
        <div>
          <h1>{say.t('defaults.title')}</h1>
          <p className="sub">
            {say.t('defaults.promise')}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(settings.asOf, timeZone) })}</span>
          </p>
        </div>
      </header>
      {shops.length === 0 && <p className="empty soft">{say.t('defaults.noShops')}</p>}
      <Section id="hours" title={say.t('hours.title')} act={acts?.hours}>
        <OpeningWeek hours={openingHours} say={say} />
        <Others shops={shops.filter((one) => one.ownHours)} of={shops.length} say={say} />
        <p className="meta">{say.t('hours.why')}</p>
      </Section>
      <Section id="delivery" title={say.t('delivery.title')} act={acts?.delivery}>
        <DeliveryRows delivery={settings.delivery ?? USUAL_DELIVERY} say={say} />
        <Others shops={shops.filter((one) => one.ownDelivery)} of={shops.length} say={say} />
        <p className="meta">{say.t('delivery.why')}</p>
      </Section>
      {limits.map((one) => {
        const { currency } = one;
        const mine = shops.filter((shop) => shop.currency === currency);
        const others = (setting: LimitSetting) => (
          <Others shops={mine.filter((shop) => shop.own.includes(setting))} of={mine.length} say={say} />
        );
        return (
          <div key={currency}>
            <Section
              id={`limits-${currency}`}
              title={titleOf(say.t('limits.limits'), currency, several)}
              act={acts?.limits(one)}
            >
              <ShopLimits settings={one} say={say} origin={others} />
            </Section>
            <Section
              id={`levels-${currency}`}
              title={titleOf(say.t('limits.levels'), currency, several)}
              act={acts?.levels(one)}
            >
              <LevelsTable levels={one.limits.parLevels} currency={currency} say={say} />
              {others('parLevels')}
            </Section>
          </div>
        );
      })}
    </>
  );
}

/** Amounts of different currencies stand apart, and say which is meant. */
export function titleOf(word: string, currency: string, several: boolean): string {
  return several ? `${word} (${currency})` : word;
}

interface OthersProps {
  readonly shops: OrganizationSettings['shops'];
  readonly of: number;
  readonly say: Say;
}

/** Which shops set this themselves. */
function Others({ shops, of, say }: OthersProps) {
  if (shops.length === 0) return <p className="meta mt-1">{say.t('defaults.allFollow', { n: of })}</p>;
  return (
    <p className="meta mt-1">
      {say.t('defaults.otherwise', { n: shops.length, of })}{' '}
      {shops.map(({ shop }, at) => (
        <span key={shop.id}>
          {at > 0 && ', '}
          <Link className="link" href={`/shops/${shop.id}/settings`}>
            {say.name(shop.name)}
          </Link>
        </span>
      ))}
    </p>
  );
}
