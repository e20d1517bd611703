import { PERMISSION_MATTERS } from '@tillbridge/shared/permission-matters';
import type { Role } from '@tillbridge/shared/reads-roles';
import { Fragment } from 'react';
import type { Say } from '../words/say.ts';

export interface RoleMatrixProps {
  readonly roles: readonly Role[];
  readonly say: Say;
}

/** What each role may, as a table that reads like a sentence: a cashier may … open a shift: yes. */
export function RoleMatrix({ roles, say }: RoleMatrixProps) {
  return (
    <section className="scroll desk" aria-label={say.t('roles.table')}>
      <table className="mx">
        <thead>
          <tr>
            <td />
            {roles.map((role) => (
              <th key={role.id} scope="col">
                {say.name(role.name)}
                <small>{say.t('roles.may')}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {PERMISSION_MATTERS.map(({ matter, permissions }) => (
            <Fragment key={matter}>
              <tr className="grp">
                <th scope="rowgroup" colSpan={roles.length + 1}>
                  {say.t(`matter.${matter}`)}
                </th>
              </tr>
              {permissions.map((permission) => (
                <tr key={permission}>
                  <th scope="row">{say.t(`may.${permission}`)}</th>
                  {roles.map((role) => {
                    const held = role.permissions.includes(permission);
                    return (
                      <td key={role.id} className={held ? '' : 'no'}>
                        {say.t(held ? 'roles.yes' : 'roles.no')}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** One role as a list, for a phone: what it may in strong words, what it may not in soft ones. */
export function RoleSentences({ role, say }: { readonly role: Role; readonly say: Say }) {
  return (
    <>
      <p className="meta mt-4">
        {say.name(role.name)} {say.t('roles.may')}
      </p>
      {PERMISSION_MATTERS.map(({ matter, permissions }) => (
        <section key={matter} aria-labelledby={`matter-${matter}`}>
          <h2 id={`matter-${matter}`} className="mt-6">
            {say.t(`matter.${matter}`)}
          </h2>
          <ul className="plist">
            {permissions.map((permission) => {
              const what = say.t(`may.${permission}`);
              return role.permissions.includes(permission) ? (
                <li key={permission} className="strong">
                  {what}
                </li>
              ) : (
                <li key={permission} className="no">
                  {say.t('roles.not', { what })}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </>
  );
}
