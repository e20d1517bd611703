'use client';

import type { LimitSetting, LimitsWish } from '@tillbridge/shared/limits-wish';
import type { Act } from '../acts/send-act.ts';
import { EditHours } from '../hours/edit-hours.tsx';
import type { ActingShopSettingsProps } from '../limits/acting-shop-settings.tsx';
import { EditLevels } from '../limits/edit-levels.tsx';
import { EditLimits } from '../limits/edit-limits.tsx';
import { FollowOrganization } from '../limits/follow-organization.tsx';
import { RenameShop } from '../limits/rename-shop.tsx';
import { CloseShop } from '../shops/close-shop.tsx';
import { EditDay } from '../shops/edit-day.tsx';
import { ShopSettingsView } from '../views/shop-settings-view.tsx';
import type { WordKey } from '../words/say.ts';
import { useSay } from '../words/use-say.ts';

const WORDS: Readonly<Record<LimitSetting | 'openingHours', WordKey>> = {
  payoutWithoutApprovalMinor: 'limits.payout',
  variance: 'limits.reason',
  parLevels: 'limits.levels',
  openingHours: 'hours.title',
};

/** The view of a shop's settings with what can be pressed. */
export function ShopSettingsBoard({ settings, may, manages }: ActingShopSettingsProps) {
  const say = useSay();
  if (!(may || manages)) return <ShopSettingsView settings={settings} say={say} />;
  const { shop, limits, currency, openingHours, organization } = settings;
  const own = { path: '/api/v1/shops/{shopId}/limits/own', params: { shopId: shop.id } } as const;
  const send = (wish: LimitsWish) => ({ ...own, body: wish });
  const sendHours = (hours: typeof openingHours): Act => ({
    path: '/api/v1/shops/{shopId}/opening-hours',
    params: { shopId: shop.id },
    body: { openingHours: hours },
  });
  const follow = (what: LimitSetting | 'openingHours') => {
    const wish = what === 'openingHours' ? sendHours(null) : { ...own, body: { follow: [what] } };
    return <FollowOrganization what={say.t(WORDS[what])} wish={wish} />;
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
        follow: (what) => may && follow(what),
        day: manages && <EditDay settings={settings} />,
        closing: manages && <CloseShop settings={settings} />,
      }}
    />
  );
}
