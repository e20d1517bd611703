'use client';

import type { ShopRef } from '@tillbridge/shared/shop-ref';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';

const NAME_MAX = 120;

/** What a shop is called in both languages; its code stays. */
export function RenameShop({ shop }: { readonly shop: ShopRef }) {
  const say = useSay();
  const text = (form: FormData, name: string) => String(form.get(name)).trim();
  return (
    <ChangeDialog
      title={say.t('limits.names')}
      wish={(form) => ({
        path: `/api/v1/shops/${shop.id}/names`,
        body: { th: text(form, 'th'), en: text(form, 'en') },
      })}
    >
      <Field
        name="th"
        lang="th"
        label={say.t('limits.nameTh')}
        defaultValue={shop.name.th}
        maxLength={NAME_MAX}
        required
      />
      <Field name="en" label={say.t('limits.nameEn')} defaultValue={shop.name.en} maxLength={NAME_MAX} required />
    </ChangeDialog>
  );
}
