'use client';

import { InvitationActs } from '../people/invitation-acts.tsx';
import { InviteAct } from '../people/invite-act.tsx';
import { PersonActs } from '../people/person-acts.tsx';
import { type PeopleRead, PeopleView } from '../views/people-view.tsx';
import { useSay } from '../words/use-say.ts';

export interface PeopleBoardProps extends PeopleRead {
  readonly allShops: boolean;
}

/** The view of the people with what can be pressed. */
export function PeopleBoard({ allShops, ...read }: PeopleBoardProps) {
  const { people, shops, manages } = read;
  return (
    <PeopleView
      {...read}
      say={useSay()}
      acts={{
        invite: manages && <InviteAct roles={people.roles} shops={shops} allShops={allShops} />,
        ofPerson: (person) => <PersonActs person={person} />,
        ofInvitation: ({ id, email }) => manages && <InvitationActs id={id} email={email} />,
      }}
    />
  );
}
