'use client';

import { USUAL_DELIVERY } from '@tillbridge/shared/delivery';
import type { LimitsWish } from '@tillbridge/shared/limits-wish';
import type { Act } from '../acts/send-act.ts';
import { EditHours } from '../hours/edit-hours.tsx';
import type { ActingOrganizationProps } from '../limits/acting-organization.tsx';
import { EditDelivery } from '../limits/edit-delivery.tsx';
import { EditLevels } from '../limits/edit-levels.tsx';
import { EditLimits } from '../limits/edit-limits.tsx';
import { OrganizationView, titleOf } from '../views/organization-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of what an organization sets, with what can be pressed. */
export function OrganizationBoard({ settings, timeZone }: ActingOrganizationProps) {
  const say = useSay();
  const several = settings.limits.length > 1;
  const send =
    (currency: string) =>
    (wish: LimitsWish): Act => ({
      path: '/api/v1/organization/limits',
      body: { currency, ...wish },
    });
  return (
    <OrganizationView
      settings={settings}
      timeZone={timeZone}
      say={say}
      acts={{
        hours: (
          <EditHours
            hours={settings.openingHours}
            none="always"
            start={[]}
            send={(openingHours) => ({ path: '/api/v1/organization/opening-hours', body: { openingHours } })}
          />
        ),
        delivery: (
          <EditDelivery
            delivery={settings.delivery ?? USUAL_DELIVERY}
            send={(delivery) => ({ path: '/api/v1/organization/delivery', body: { delivery } })}
          />
        ),
        limits: (one) => (
          <EditLimits
            {...one}
            send={send(one.currency)}
            title={titleOf(say.t('limits.limits'), one.currency, several)}
          />
        ),
        levels: (one) => (
          <EditLevels
            {...one}
            send={send(one.currency)}
            title={titleOf(say.t('limits.levels'), one.currency, several)}
          />
        ),
      }}
    />
  );
}
