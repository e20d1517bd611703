import type { Me } from '@tillbridge/shared/reads';
import type { PeoplePage } from '@tillbridge/shared/reads-people';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { State } from '../parts/state.tsx';
import type { Say } from '../words/say.ts';

export interface PeopleRead {
  readonly people: PeoplePage;
  readonly shops: Me['shops'];
  /** May give and take, not only see. */
  readonly manages: boolean;
}

type Person = PeoplePage['rows'][number];
type Invited = PeoplePage['invitations'][number];

/** What can be pressed, by its place; it arrives after the page stands. */
export interface PeopleActs {
  readonly invite: ReactNode;
  readonly ofPerson: (person: Person) => ReactNode;
  readonly ofInvitation: (invitation: Invited) => ReactNode;
}

export interface PeopleViewProps extends PeopleRead {
  readonly say: Say;
  readonly acts?: PeopleActs;
}

/** Who belongs to the organization, and who is about to. */
export function PeopleView({ people, shops, manages, say, acts }: PeopleViewProps) {
  const { rows, invitations, asOf } = people;
  return (
    <>
      <header className="head">
        <div>
          <h1>{say.t('people.title')}</h1>
          <p className="sub">{say.t('people.count', { n: rows.length })}</p>
        </div>
        <div className="tools">
          {manages && (
            <Link className="btn" href="/people/services">
              {say.t('services.title')}
            </Link>
          )}
          {acts?.invite}
        </div>
      </header>
      {invitations.length > 0 && (
        <section className="sec" aria-labelledby="invited">
          <div className="bar">
            <h2 id="invited">{say.t('people.invited')}</h2>
          </div>
          <ul className="folk">
            {invitations.map((one) => (
              <li key={one.id}>
                <Lead name={one.email} below={say.t('people.invitedBy', { name: one.invitedBy })} />
                <Role role={one.role} reach={one} shops={shops} say={say} />
                <div>
                  <Expiry expiresAt={one.expiresAt} asOf={asOf} say={say} />
                  <span className="meta">{say.t('people.sent', { age: say.age(one.sentAt, asOf) })}</span>
                </div>
                <div className="does">{one.manageable && acts?.ofInvitation(one)}</div>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className="sec" aria-labelledby="members">
        <div className="bar">
          <h2 id="members">{say.t('people.members')}</h2>
        </div>
        <ul className="folk">
          {rows.map((one) => (
            <li key={one.id}>
              <Lead
                name={one.self ? say.t('people.you', { name: one.name }) : one.name}
                below={one.email}
                href={`/people/${one.id}`}
              />
              <Role role={one.role} reach={one} shops={shops} say={say} />
              <div>
                <span className="soft">
                  {one.lastSeenAt === null
                    ? say.t('people.neverSeen')
                    : say.t('people.seen', { age: say.age(one.lastSeenAt, asOf) })}
                </span>
                <span className="meta">{say.t(one.twoStep ? 'people.twoStep' : 'people.oneStep')}</span>
              </div>
              <div className="does">{manages && one.manageable && acts?.ofPerson(one)}</div>
            </li>
          ))}
        </ul>
        {rows.length === 1 && invitations.length === 0 && (
          <p className="empty soft">{say.t(manages ? 'people.alone' : 'people.aloneSeen')}</p>
        )}
      </section>
    </>
  );
}

interface LeadProps {
  readonly name: string;
  readonly below: string;
  readonly href?: string;
}

function Lead({ name, below, href }: LeadProps) {
  return (
    <div className="lead">
      {href === undefined ? (
        <span className="strong">{name}</span>
      ) : (
        <Link className="strong" href={href}>
          {name}
        </Link>
      )}
      <span className="meta">{below}</span>
    </div>
  );
}

interface RoleProps {
  readonly role: Person['role'];
  readonly reach: Pick<Person, 'allShops' | 'shops'>;
  readonly shops: Me['shops'];
  readonly say: Say;
}

/** Shops are named where there are few; the names of many say less than their number. */
const NAMED_MAX = 3;

function Role({ role, reach, shops, say }: RoleProps) {
  const names = shops.filter((shop) => reach.shops.includes(shop.id)).map((shop) => say.name(shop.name));
  const few = names.length > 0 && names.length <= NAMED_MAX;
  const where = few ? names.join(', ') : say.t('account.someShops', { n: reach.shops.length });
  return (
    <div>
      <span>{say.name(role.name)}</span>
      <span className="meta">{reach.allShops ? say.t('account.allShops') : where}</span>
    </div>
  );
}

function Expiry({ expiresAt, asOf, say }: { readonly expiresAt: string; readonly asOf: string; readonly say: Say }) {
  const leftMs = Date.parse(expiresAt) - Date.parse(asOf);
  if (leftMs <= 0) {
    return (
      <State tone="warn" icon="clock">
        {say.t('people.expired')}
      </State>
    );
  }
  return <span className="soft">{say.t('people.expires', { duration: say.duration(leftMs) })}</span>;
}
