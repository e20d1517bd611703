'use client';

import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import type { PersonRead } from '../views/person-view.tsx';
import { useSay } from '../words/use-say.ts';

/** Gives a person another role, or other shops. */
export function AssignRole({ assignment, shops }: PersonRead) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [all, setAll] = useState(assignment.allShops);
  const [none, setNone] = useState(false);
  const close = () => setOpen(false);
  const { person, role, roles } = assignment;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const picked = all ? [] : form.getAll('shop').map(String);
    setNone(!all && picked.length === 0);
    if (!all && picked.length === 0) return;
    const body = { role: String(form.get('role')), allShops: all, shops: picked };
    if ((await act({ path: '/api/v1/people/{id}/assignment', params: { id: person.id }, body })) !== null) close();
  };
  return (
    <>
      <button
        type="button"
        className="btn"
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        {say.t('person.change')}
      </button>
      {open && (
        <AskDialog title={say.t('person.assignTitle', { name: person.name })} close={close}>
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            <label className="pick">
              {say.t('person.role')}
              <select name="role" defaultValue={role.id}>
                {roles.map((one) => (
                  <option key={one.id} value={one.id}>
                    {say.name(one.name)}
                  </option>
                ))}
              </select>
            </label>
            <fieldset>
              <legend className="strong">{say.t('person.reach')}</legend>
              <div className="picks">
                <label>
                  <input type="radio" name="reach" checked={all} onChange={() => setAll(true)} />
                  {say.t('person.all')}
                </label>
                <label>
                  <input type="radio" name="reach" checked={!all} onChange={() => setAll(false)} />
                  {say.t('person.some')}
                </label>
              </div>
              {!all && (
                <div className="rights">
                  {shops.map((shop) => (
                    <label key={shop.id}>
                      <input
                        type="checkbox"
                        name="shop"
                        value={shop.id}
                        defaultChecked={assignment.shops.includes(shop.id)}
                      />
                      {say.name(shop.name)}
                    </label>
                  ))}
                </div>
              )}
              {none && (
                <p className="warn" role="alert">
                  {say.t('person.pickShop')}
                </p>
              )}
            </fieldset>
            <p className="meta">{say.t('person.holds')}</p>
            <DialogEnds close={close} busy={busy} submit={say.t('person.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
