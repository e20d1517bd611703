'use client';

import type { ShopNames } from '@tillbridge/shared/reads-employees';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

const NAME_MAX = 120;

/** What a shop is called in both languages. */
export function NameFields({ names }: { readonly names?: ShopNames }) {
  const say = useSay();
  return (
    <>
      <Field
        name="th"
        lang="th"
        label={say.t('limits.nameTh')}
        defaultValue={names?.th}
        maxLength={NAME_MAX}
        required
      />
      <Field name="en" label={say.t('limits.nameEn')} defaultValue={names?.en} maxLength={NAME_MAX} required />
    </>
  );
}

export function readNames(form: FormData): ShopNames {
  const text = (name: string) => String(form.get(name)).trim();
  return { th: text('th'), en: text('en') };
}
