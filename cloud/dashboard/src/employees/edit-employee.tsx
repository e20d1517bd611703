'use client';

import { COUNTER_PERMISSIONS } from '@tillbridge/shared/permissions';
import { type FormEvent, useState } from 'react';
import { wordsIn } from '../acts/form-words.ts';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import type { Employee } from '../views/employees-view.tsx';
import { useSay } from '../words/use-say.ts';
import { PinField } from './pin-field.tsx';

export interface EditEmployeeProps {
  readonly shop: string;
  readonly held: readonly string[];
  /** Left out for a new one. */
  readonly employee?: Employee;
}

const NAME_MAX = 60;
const NUMBER_MAX = 8;

/** Somebody who signs in at the shop: number and PIN when new, name and rights always. */
export function EditEmployee({ shop, held, employee }: EditEmployeeProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    // A right that the reader lacks is greyed and not sent by the form: what stood there stays.
    const kept = (employee?.permissions ?? []).filter((one) => !held.includes(one));
    const permissions = [...wordsIn(form, 'permission', COUNTER_PERMISSIONS), ...kept];
    const pin = text('pin');
    const given = { name: text('name'), permissions };
    const wish: Act =
      employee === undefined
        ? {
            path: '/api/v1/shops/{shopId}/employees',
            params: { shopId: shop },
            body: { ...given, number: text('number'), ...(pin === '' ? {} : { pin }) },
          }
        : { path: '/api/v1/employees/{id}', params: { id: employee.id }, body: given };
    if ((await act(wish)) !== null) close();
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
        aria-label={employee === undefined ? undefined : `${say.t('employees.edit')}: ${employee.name}`}
      >
        {say.t(employee === undefined ? 'employees.add' : 'employees.edit')}
      </button>
      {open && (
        <AskDialog title={employee?.name ?? say.t('employees.add')} close={close} broad>
          <form className="grid gap-4 mt-4" onSubmit={submit} autoComplete="off">
            <RefusalNote refusal={refusal} />
            {employee === undefined && (
              <Field
                name="number"
                label={say.t('employees.number')}
                hint={say.t('employees.numberHint')}
                inputMode="numeric"
                pattern="[0-9]{1,8}"
                maxLength={NUMBER_MAX}
                required
              />
            )}
            <Field
              name="name"
              label={say.t('employees.name')}
              defaultValue={employee?.name}
              maxLength={NAME_MAX}
              required
            />
            {employee === undefined && <PinField label={say.t('employees.pin')} required={false} />}
            <fieldset>
              <legend className="strong">{say.t('employees.rights')}</legend>
              <div className="rights">
                {COUNTER_PERMISSIONS.map((permission) => (
                  <label key={permission}>
                    <input
                      type="checkbox"
                      name="permission"
                      value={permission}
                      defaultChecked={employee?.permissions.includes(permission) ?? false}
                      disabled={!held.includes(permission)}
                    />
                    {say.t(`may.${permission}`)}
                  </label>
                ))}
              </div>
            </fieldset>
            <DialogEnds close={close} busy={busy} submit={say.t('employees.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}
