import type { Role, RolesPage } from '@tillbridge/shared/reads-roles';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { RoleMatrix, RoleSentences } from '../parts/role-matrix.tsx';
import type { Say } from '../words/say.ts';

export interface RolesRead {
  readonly page: RolesPage;
  /** The role that a phone shows, from the address. */
  readonly chosen: string | undefined;
  readonly history: boolean;
}

/** What can be pressed; it arrives after the page stands. */
export interface RolesActs {
  readonly make: ReactNode;
  readonly of: (role: Role) => ReactNode;
}

export interface RolesViewProps extends RolesRead {
  readonly say: Say;
  readonly acts?: RolesActs;
}

/** There is no shop to take a clock from; the product's first home is Thailand. */
const HOME_ZONE = 'Asia/Bangkok';

/** All roles side by side, and who has each. */
export function RolesView({ page, chosen, history, say, acts }: RolesViewProps) {
  const shown = page.rows.find((role) => role.id === chosen) ?? page.rows[0];
  return (
    <>
      <header className="head">
        <div>
          <h1>{say.t('roles.title')}</h1>
          <p className="sub">
            {say.t('roles.promise')}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(page.asOf, HOME_ZONE) })}</span>
          </p>
        </div>
        <div className="tools">
          {history && (
            <Link className="go" href="/audit?what=role">
              {say.t('roles.history')}
            </Link>
          )}
          {acts?.make}
        </div>
      </header>
      <RoleMatrix roles={page.rows} say={say} />
      {shown !== undefined && (
        <div className="phone">
          <nav className="picks mt-4" aria-label={say.t('roles.which')}>
            {page.rows.map((role) => (
              <Link
                key={role.id}
                className="pick"
                href={`/roles?role=${role.id}`}
                aria-current={role === shown ? 'true' : undefined}
                scroll={false}
              >
                {say.name(role.name)}
              </Link>
            ))}
          </nav>
          <RoleSentences role={shown} say={say} />
        </div>
      )}
      <section className="sec" aria-labelledby="holders">
        <div className="bar">
          <h2 id="holders">{say.t('roles.who')}</h2>
        </div>
        <ul className="ledger">
          {page.rows.map((role) => (
            <li key={role.id}>
              <RoleName role={role} say={say} />
              <Holders role={role} say={say} />
              <div className="does">{acts?.of(role)}</div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function RoleName({ role, say }: { readonly role: Role; readonly say: Say }) {
  const origin = role.system ? 'roles.system' : 'roles.custom';
  return (
    <div>
      <p className="strong">{say.name(role.name)}</p>
      <p className="meta">
        {say.t(role.own ? 'roles.own' : origin)} · {say.t('roles.count', { n: role.permissions.length })}
      </p>
      {role.twoStepRequired && <p className="meta">{say.t('roles.stepRequired')}</p>}
    </div>
  );
}

function Holders({ role, say }: { readonly role: Role; readonly say: Say }) {
  if (role.holders.length === 0) return <p className="soft">{say.t('roles.nobody')}</p>;
  return (
    <ul className="names">
      {role.holders.map((holder) => (
        <li key={holder.id}>
          <Link className="go" href={`/people/${holder.id}`}>
            {holder.name}
          </Link>
        </li>
      ))}
    </ul>
  );
}
