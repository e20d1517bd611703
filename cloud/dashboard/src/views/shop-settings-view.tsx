import { USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { LimitSetting } from '@tillbridge/shared/limits-wish';
import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { minutesText } from '../format/minutes.ts';
import { Crumbs } from '../parts/crumbs.tsx';
import { DeliveryRows } from '../parts/delivery-rows.tsx';
import { FollowingNote } from '../parts/following.tsx';
import { LedgerRow as Row, LedgerSection as Section } from '../parts/ledger-section.tsx';
import { LevelsTable } from '../parts/levels-table.tsx';
import { OpeningWeek } from '../parts/opening-week.tsx';
import type { Say } from '../words/say.ts';
import { ShopLimits } from './shop-limits.tsx';

/** What can be pressed; it arrives after the page stands. */
export interface ShopSettingsActs {
  readonly names: ReactNode;
  readonly day: ReactNode;
  readonly limits: ReactNode;
  readonly levels: ReactNode;
  readonly hours: ReactNode;
  readonly delivery: ReactNode;
  /** Back to what the organization sets. */
  readonly follow: (what: LimitSetting | 'openingHours' | 'delivery') => ReactNode;
  readonly closing: ReactNode;
}

export interface ShopSettingsViewProps {
  readonly settings: ShopSettings;
  readonly say: Say;
  readonly acts?: ShopSettingsActs;
}

/** What is set for a shop and holds there: what goes out unasked, what a difference asks for, what should lie in the machine. */
export function ShopSettingsView({ settings, say, acts }: ShopSettingsViewProps) {
  const { shop, limits, currency, cutOffMinutes, dayFixed, own, openingHours, delivery, organization } = settings;
  return (
    <>
      <Crumbs
        steps={[
          { word: say.t('nav.shops'), href: '/shops' },
          { word: say.name(shop.name), href: `/shops/${shop.id}` },
        ]}
        here={say.t('limits.title')}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{say.t('limits.title')}</h1>
          <p className="sub">
            {say.t('limits.promise')}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(settings.asOf, shop.timeZone) })}</span>
          </p>
        </div>
      </header>
      <div className="mt-4">
        <FollowingNote following={settings} timeZone={shop.timeZone} say={say} />
      </div>
      <Section id="names" title={say.t('limits.names')} act={acts?.names}>
        <dl className="ledger">
          <Row term={say.t('limits.nameTh')}>{shop.name.th}</Row>
          <Row term={say.t('limits.nameEn')}>{shop.name.en}</Row>
        </dl>
      </Section>
      <Section id="day" title={say.t('setUp.day')} act={dayFixed ? undefined : acts?.day}>
        <dl className="ledger">
          <Row term={say.t('limits.zone')}>{shop.timeZone}</Row>
          <Row term={say.t('limits.cutOff')}>
            {minutesText(cutOffMinutes)}{' '}
            <p className="meta">{say.t(dayFixed ? 'setUp.dayFixed' : 'limits.cutOffWhy')}</p>
          </Row>
          <Row term={say.t('setUp.currency')}>{currency}</Row>
        </dl>
      </Section>
      <Section id="hours" title={say.t('hours.title')} act={acts?.hours}>
        <OpeningWeek hours={openingHours ?? organization.openingHours} say={say} />
        <Origin isOwn={openingHours !== null} follow={acts?.follow('openingHours')} say={say} />
        <p className="meta">{say.t('hours.why')}</p>
      </Section>
      <Section id="delivery" title={say.t('delivery.title')} act={acts?.delivery}>
        <DeliveryRows delivery={delivery ?? organization.delivery ?? USUAL_DELIVERY} say={say} />
        <Origin isOwn={delivery !== null} follow={acts?.follow('delivery')} say={say} />
        <p className="meta">{say.t('delivery.why')}</p>
      </Section>
      <Section id="limits" title={say.t('limits.limits')} act={acts?.limits}>
        <ShopLimits
          settings={settings}
          say={say}
          origin={(setting) => <Origin isOwn={own.includes(setting)} follow={acts?.follow(setting)} say={say} />}
        />
      </Section>
      <Section id="levels" title={say.t('limits.levels')} act={acts?.levels}>
        <LevelsTable levels={limits.parLevels} currency={currency} say={say} />
        <Origin isOwn={own.includes('parLevels')} follow={acts?.follow('parLevels')} say={say} />
      </Section>
      {acts?.closing && (
        <Section id="closing" title={say.t('setUp.closing')} act={acts.closing}>
          <p className="soft">{say.t(settings.closedAt === null ? 'setUp.closingSub' : 'setUp.isClosed')}</p>
        </Section>
      )}
    </>
  );
}

/** Whether a value is the shop's own, and if so the way back. */
function Origin({ isOwn, follow, say }: { readonly isOwn: boolean; readonly follow: ReactNode; readonly say: Say }) {
  return (
    <div className="origin">
      <span className={isOwn ? 'strong' : 'meta'}>{say.t(isOwn ? 'defaults.own' : 'defaults.followed')}</span>
      {isOwn && follow}
    </div>
  );
}
