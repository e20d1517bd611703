'use client';

import { USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { LimitSetting, LimitsWish } from '@tillbridge/shared/limits-wish';
import type { Act } from '../acts/send-act.ts';
import { EditHours } from '../hours/edit-hours.tsx';
import type { ActingShopSettingsProps } from '../limits/acting-shop-settings.tsx';
import { EditDelivery } from '../limits/edit-delivery.tsx';
import { EditLevels } from '../limits/edit-levels.tsx';
import { EditLimits } from '../limits/edit-limits.tsx';
import { FollowOrganization } from '../limits/follow-organization.tsx';
import { RenameShop } from '../limits/rename-shop.tsx';
import { CloseShop } from '../shops/close-shop.tsx';
import { EditDay } from '../shops/edit-day.tsx';
import { ShopSettingsView } from '../views/shop-settings-view.tsx';
import type { WordKey } from '../words/say.ts';
import { useSay } from '../words/use-say.ts';

type Followed = LimitSetting | 'openingHours' | 'delivery';

const WORDS: Readonly<Record<Followed, WordKey>> = {
  payoutWithoutApprovalMinor: 'limits.payout',
  variance: 'limits.reason',
  parLevels: 'limits.levels',
  openingHours: 'hours.title',
  delivery: 'delivery.title',
};

/** The view of a shop's settings with what can be pressed. */
export function ShopSettingsBoard({ settings, may, manages }: ActingShopSettingsProps) {
  const say = useSay();
  if (!(may || manages)) return <ShopSettingsView settings={settings} say={say} />;
  const { shop, limits, currency, openingHours, delivery, organization } = settings;
  const params = { shopId: shop.id };
  const own = { path: '/api/v1/shops/{shopId}/limits/own', params } as const;
  const send = (wish: LimitsWish) => ({ ...own, body: wish });
  const sendHours = (hours: typeof openingHours): Act => ({
    path: '/api/v1/shops/{shopId}/opening-hours',
    params,
    body: { openingHours: hours },
  });
  const sendDelivery = (wish: typeof delivery): Act => ({
    path: '/api/v1/shops/{shopId}/delivery',
    params,
    body: { delivery: wish },
  });
  const wayBack = (what: Followed): Act => {
    if (what === 'openingHours') return sendHours(null);
    return what === 'delivery' ? sendDelivery(null) : { ...own, body: { follow: [what] } };
  };
  return (
    <ShopSettingsView
      settings={settings}
      say={say}
      acts={{
        names: may && <RenameShop shop={shop} />,
        limits: may && <EditLimits limits={limits} currency={currency} send={send} title={say.t('limits.limits')} />,
        levels: may && <EditLevels limits={limits} currency={currency} send={send} title={say.t('limits.levels')} />,
        hours: may && (
          <EditHours
            hours={openingHours}
            none="organization"
            start={organization.openingHours ?? []}
            send={sendHours}
          />
        ),
        delivery: may && (
          <EditDelivery delivery={delivery ?? organization.delivery ?? USUAL_DELIVERY} send={sendDelivery} />
        ),
        follow: (what) => may && <FollowOrganization what={say.t(WORDS[what])} wish={wayBack(what)} />,
        day: manages && <EditDay settings={settings} />,
        closing: manages && <CloseShop settings={settings} />,
      }}
    />
  );
}
