'use client';

import { PERMISSION_MATTERS } from '@tillbridge/shared/permission-matters';
import { PERMISSIONS } from '@tillbridge/shared/permissions';
import type { Role, RolesPage } from '@tillbridge/shared/reads-roles';
import { type FormEvent, useState } from 'react';
import { wordsIn } from '../acts/form-words.ts';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';

export interface EditRoleProps {
  /** What may be given. */
  readonly held: RolesPage['held'];
  readonly way: 'make' | 'copy' | 'edit';
  /** The one to edit, or to begin from. */
  readonly role?: Role;
}

/** A custom role: made new, as a copy, or changed. */
export function EditRole({ held, way, role }: EditRoleProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = { th: String(form.get('th')).trim(), en: String(form.get('en')).trim() };
    const body = { name, permissions: wordsIn(form, 'permission', PERMISSIONS) };
    const wish: Act =
      way === 'edit' && role !== undefined
        ? { path: '/api/v1/roles/{id}', params: { id: role.id }, body }
        : { path: '/api/v1/roles', body };
    if ((await act(wish)) !== null) close();
  };
  const name = role === undefined ? '' : say.name(role.name);
  return (
    <>
      <button
        type="button"
        className="btn"
        onClick={() => {
          forget();
          setOpen(true);
        }}
        aria-label={role === undefined ? undefined : `${say.t(`roles.${way}`)}: ${name}`}
      >
        {say.t(`roles.${way}`)}
      </button>
      {open && (
        <AskDialog
          title={way === 'edit' ? say.t('roles.editTitle', { name }) : say.t('roles.makeTitle')}
          close={close}
          broad
        >
          <form className="grid gap-4 mt-4" onSubmit={submit}>
            <RefusalNote refusal={refusal} />
            <Names way={way} role={role} />
            <Rights held={held} given={(role?.permissions ?? []).filter((one) => held.includes(one))} />
            <DialogEnds close={close} busy={busy} submit={say.t('roles.save')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}

const NAME_MAX = 60;
/** Both names are proposed at once, each in its own language, whatever the page speaks. */
const COPY_OF = { th: 'สำเนาของ', en: 'Copy of ' } as const;

function Names({ way, role }: Pick<EditRoleProps, 'way'> & { readonly role: Role | undefined }) {
  const say = useSay();
  const begin = (language: 'th' | 'en') => {
    const name = role?.name[language] ?? '';
    return way === 'copy' ? `${COPY_OF[language]}${name}`.slice(0, NAME_MAX) : name;
  };
  return (
    <>
      <Field name="en" label={say.t('roles.nameEn')} defaultValue={begin('en')} maxLength={NAME_MAX} required />
      <Field
        name="th"
        lang="th"
        label={say.t('roles.nameTh')}
        defaultValue={begin('th')}
        maxLength={NAME_MAX}
        required
      />
    </>
  );
}

function Rights({ held, given }: Pick<EditRoleProps, 'held'> & { readonly given: readonly string[] }) {
  const say = useSay();
  const some = PERMISSION_MATTERS.some(({ permissions }) => permissions.some((one) => !held.includes(one)));
  return (
    <>
      <p className="soft">{say.t('roles.rights')}</p>
      {PERMISSION_MATTERS.map(({ matter, permissions }) => (
        <fieldset key={matter}>
          <legend className="strong">{say.t(`matter.${matter}`)}</legend>
          <div className="rights">
            {permissions.map((permission) => (
              <label key={permission}>
                <input
                  type="checkbox"
                  name="permission"
                  value={permission}
                  defaultChecked={given.includes(permission)}
                  disabled={!held.includes(permission)}
                />
                {say.t(`may.${permission}`)}
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      {some && <p className="meta">{say.t('roles.notHeld')}</p>}
    </>
  );
}
