import type { EmployeePage } from '@tillbridge/shared/reads-employees';
import type { ReactNode } from 'react';
import { Crumbs } from '../parts/crumbs.tsx';
import { FollowingNote } from '../parts/following.tsx';
import { ExportButton } from '../shell/export-button.tsx';
import type { Say } from '../words/say.ts';

export type Employee = EmployeePage['rows'][number];

/** What can be pressed; it arrives after the page stands. */
export interface EmployeesActs {
  readonly add: ReactNode;
  readonly of: (employee: Employee) => ReactNode;
}

export interface EmployeesViewProps {
  readonly page: EmployeePage;
  readonly mayExport: boolean;
  readonly say: Say;
  readonly acts?: EmployeesActs;
}

/** Who signs in at a shop, what each may do there, and whether the shop follows already. */
export function EmployeesView({ page, mayExport, say, acts }: EmployeesViewProps) {
  const { shop, rows } = page;
  return (
    <>
      <Crumbs
        steps={[
          { word: say.t('nav.shops'), href: '/shops' },
          { word: say.name(shop.name), href: `/shops/${shop.id}` },
        ]}
        here={say.t('employees.title')}
        say={say}
      />
      <header className="head">
        <div>
          <h1>{say.t('employees.title')}</h1>
          <p className="sub">
            {say.t('employees.promise')}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(page.asOf, shop.timeZone) })}</span>
          </p>
        </div>
        <div className="tools">
          {mayExport && <ExportButton list="employees" filters={{ shop: shop.id }} />}
          {acts?.add}
        </div>
      </header>
      <div className="mt-4">
        <FollowingNote following={page} timeZone={shop.timeZone} say={say} />
      </div>
      {rows.length === 0 ? (
        <div className="empty">
          <h2>{say.t('employees.none')}</h2>
          <p className="soft">{say.t('employees.noneNext')}</p>
        </div>
      ) : (
        <ul className="ledger staff mt-6" aria-label={say.t('employees.title')}>
          {rows.map((row) => (
            <li key={row.id} className={row.disabledAt === null ? '' : 'gone'}>
              <div>
                <p className="strong">
                  <span className="mono">{row.number}</span> {row.name}
                </p>
                <p className="meta">{signInOf(row, shop.timeZone, say)}</p>
              </div>
              <p>{rightsOf(row, say)}</p>
              <div className="does">{acts?.of(row)}</div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function rightsOf({ permissions }: Employee, say: Say): string {
  if (permissions.length === 0) return say.t('employees.mayNothing');
  return say.t('employees.mayDo', { what: permissions.map((one) => say.t(`may.${one}`)).join(', ') });
}

function signInOf({ disabledAt, pinSetAt }: Employee, timeZone: string, say: Say): string {
  if (disabledAt !== null) return say.t('employees.disabledSince', { day: say.dayAt(disabledAt, timeZone, 'medium') });
  if (pinSetAt === null) return say.t('employees.noPin');
  return say.t('employees.pinSince', { day: say.dayAt(pinSetAt, timeZone, 'medium') });
}
