'use client';

import type { ShopDay } from '@tillbridge/shared/shop-set-up';
import { useId } from 'react';
import { minutesText, readMinutes } from '../format/minutes.ts';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

const ZONE_MAX = 64;

/** By what clock a shop counts its days, and in what money. */
export function DayFields({ day }: { readonly day: ShopDay }) {
  const say = useSay();
  const zones = useId();
  return (
    <>
      <Field
        name="timeZone"
        label={say.t('limits.zone')}
        hint={say.t('setUp.zoneHint')}
        defaultValue={day.timeZone}
        list={zones}
        maxLength={ZONE_MAX}
        autoComplete="off"
        spellCheck={false}
        required
      />
      <datalist id={zones}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <Field
        name="cutOff"
        type="time"
        label={say.t('limits.cutOff')}
        hint={say.t('setUp.cutOffHint')}
        defaultValue={minutesText(day.cutOffMinutes)}
        required
      />
      <Field
        name="currency"
        label={say.t('setUp.currency')}
        hint={say.t('setUp.currencyHint')}
        defaultValue={day.currency}
        pattern="[A-Za-z]{3}"
        maxLength={3}
        autoComplete="off"
        spellCheck={false}
        required
      />
    </>
  );
}

/** What these fields hold; a time that is none is midnight, which the field does not let through. */
export function readDay(form: FormData): ShopDay {
  const text = (name: string) => String(form.get(name)).trim();
  return {
    timeZone: text('timeZone'),
    cutOffMinutes: readMinutes(text('cutOff')) ?? 0,
    currency: text('currency').toUpperCase(),
  };
}
