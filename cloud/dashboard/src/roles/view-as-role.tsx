'use client';

import type { Me } from '@tillbridge/shared/reads';
import type { Role } from '@tillbridge/shared/reads-roles';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

/** Looks at the house through a role; from the first page of it, because that one everybody may open. */
export function ViewAsRole({ role, shops }: { readonly role: Role; readonly shops: Me['shops'] }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const name = say.name(role.name);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const shop = String(new FormData(event.currentTarget).get('shop'));
    const body = { role: role.id, ...(shop === '' ? {} : { shops: [shop] }) };
    // A whole page load, so that nothing that was read with more rights stays in memory.
    if ((await act({ path: '/api/v1/session/view-as', body })) !== null) location.assign('/');
  };
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        onClick={() => setOpen(true)}
        aria-label={`${say.t('roles.viewAs')}: ${name}`}
      >
        {say.t('roles.viewAs')}
      </button>
      {open && (
        <AskDialog title={say.t('roles.viewTitle', { name })} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            <p className="soft">{say.t('roles.viewWhy')}</p>
            <label className="pick">
              {say.t('roles.viewShops')}
              <select name="shop" defaultValue="">
                <option value="">{say.t('roles.allOwn')}</option>
                {shops.map((shop) => (
                  <option key={shop.id} value={shop.id}>
                    {say.name(shop.name)}
                  </option>
                ))}
              </select>
            </label>
            <DialogEnds close={close} busy={busy} submit={say.t('roles.begin')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
