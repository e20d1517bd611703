'use client';

import type { ShopSettings } from '@tillbridge/shared/reads-employees';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Closes a shop, or opens it again. That its cash is settled is asked only where its machines say otherwise. */
export function CloseShop({ settings: { shop, closedAt } }: { readonly settings: ShopSettings }) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const at = { path: '/api/v1/shops/{shopId}/closed', params: { shopId: shop.id } } as const;
  const holdsCash = refusal?.code === 'shop.holds-cash';
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const cashSettled = new FormData(event.currentTarget).get('cashSettled') !== null;
    if ((await act({ ...at, body: { closed: true, ...(cashSettled ? { cashSettled } : {}) } })) !== null) close();
  };
  if (closedAt !== null) {
    return (
      <>
        <button type="button" className="btn" disabled={busy} onClick={() => act({ ...at, body: { closed: false } })}>
          {say.t('setUp.reopen')}
        </button>
        <RefusalNote refusal={refusal} />
      </>
    );
  }
  const begin = () => {
    forget();
    setOpen(true);
  };
  return (
    <>
      <button type="button" className="btn" onClick={begin}>
        {say.t('setUp.close')}
      </button>
      {open && (
        <AskDialog title={say.t('setUp.closeOf', { shop: say.name(shop.name) })} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <p>{say.t('setUp.closeSub')}</p>
            <RefusalNote refusal={refusal} />
            {holdsCash && (
              <label className="flex gap-2">
                <input type="checkbox" name="cashSettled" />
                {say.t('setUp.cashSettled')}
              </label>
            )}
            <DialogEnds close={close} busy={busy} submit={say.t('setUp.close')} grave />
          </form>
        </AskDialog>
      )}
    </>
  );
}
