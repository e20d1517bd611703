'use client';

import type { ShopRef } from '@tillbridge/shared/shop-ref';
import { useSay } from '../words/use-say.ts';
import { ChangeDialog } from './change-dialog.tsx';
import { NameFields, readNames } from './name-fields.tsx';

/** What a shop is called in both languages; its code stays. */
export function RenameShop({ shop }: { readonly shop: ShopRef }) {
  const say = useSay();
  return (
    <ChangeDialog
      title={say.t('limits.names')}
      wish={(form) => ({ path: '/api/v1/shops/{shopId}/names', params: { shopId: shop.id }, body: readNames(form) })}
    >
      <NameFields names={shop.name} />
    </ChangeDialog>
  );
}
