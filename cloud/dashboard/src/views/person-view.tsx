import type { Me } from '@tillbridge/shared/reads';
import type { SessionRows } from '@tillbridge/shared/reads-account';
import type { Assignment } from '@tillbridge/shared/reads-roles';
import type { ReactNode } from 'react';
import { Crumbs } from '../parts/crumbs.tsx';
import { SessionsTable } from '../parts/sessions-table.tsx';
import type { Say } from '../words/say.ts';

export interface PersonRead {
  readonly assignment: Assignment;
  /** Null for a reader who does not manage people. */
  readonly sessions: SessionRows | null;
  readonly shops: Me['shops'];
}

export interface PersonViewProps extends PersonRead {
  readonly say: Say;
  readonly act?: ReactNode;
  readonly end?: ReactNode;
}

/** There is no shop to take a clock from; the product's first home is Thailand. */
const HOME_ZONE = 'Asia/Bangkok';

/** One person's place in the organization: which role, and where it holds. */
export function PersonView({ assignment, sessions, shops, say, act, end }: PersonViewProps) {
  const { person, role, manageable } = assignment;
  return (
    <>
      <Crumbs steps={[{ href: '/people', word: say.t('people.title') }]} here={person.name} say={say} />
      <header className="head">
        <div>
          <h1>{person.name}</h1>
          <p className="sub">
            {person.email}{' '}
            <span className="meta">{say.t('asOf', { time: say.clock(assignment.asOf, HOME_ZONE) })}</span>
          </p>
        </div>
      </header>
      <section className="sec" aria-labelledby="place">
        <div className="bar">
          <h2 id="place">{say.t('person.place')}</h2>
          {manageable && act}
        </div>
        <dl className="ledger">
          <div>
            <dt>{say.t('person.role')}</dt>
            <dd>{say.name(role.name)}</dd>
          </div>
          <div>
            <dt>{say.t('person.reach')}</dt>
            <dd>{reachOf(assignment, shops, say)}</dd>
          </div>
          <div>
            <dt>{say.t('person.since')}</dt>
            <dd>{say.dayAt(assignment.since, HOME_ZONE, 'medium')}</dd>
          </div>
        </dl>
        {person.self && <p className="meta mt-4">{say.t('person.you')}</p>}
      </section>
      {sessions !== null && (
        <section className="sec" aria-labelledby="sessions">
          <div className="bar">
            <h2 id="sessions">{say.t('session.of', { name: person.name })}</h2>
            {manageable && sessions.rows.length > 0 && end}
          </div>
          {sessions.rows.length === 0 ? (
            <p className="empty soft">{say.t('session.none')}</p>
          ) : (
            <SessionsTable rows={sessions.rows} now={assignment.asOf} say={say} />
          )}
        </section>
      )}
    </>
  );
}

function reachOf({ allShops, shops: ids }: Assignment, shops: Me['shops'], say: Say): string {
  if (allShops) return say.t('person.allShops');
  const named = shops.filter((shop) => ids.includes(shop.id)).map((shop) => say.name(shop.name));
  return named.length === 0 ? say.t('person.noShops') : named.join(', ');
}
