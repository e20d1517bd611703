'use client';

import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import { ChangeDialog } from '../limits/change-dialog.tsx';
import { useSay } from '../words/use-say.ts';
import { DayFields, readDay } from './day-fields.tsx';

/** The day of a shop, as long as no PC has taken it. */
export function EditDay({ settings: { shop, cutOffMinutes, currency } }: { readonly settings: ShopSettings }) {
  const say = useSay();
  return (
    <ChangeDialog
      title={say.t('setUp.day')}
      wish={(form) => ({ path: '/api/v1/shops/{shopId}/day', params: { shopId: shop.id }, body: readDay(form) })}
    >
      <DayFields day={{ timeZone: shop.timeZone, cutOffMinutes, currency }} />
    </ChangeDialog>
  );
}
