'use client';

import { EndSessions } from '../account/session-acts.tsx';
import { AssignRole } from '../roles/assign-role.tsx';
import { type PersonRead, PersonView } from '../views/person-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of a person with what can be pressed. */
export function PersonBoard({ read }: { readonly read: PersonRead }) {
  const { id } = read.assignment.person;
  const end = <EndSessions wish={{ path: '/api/v1/people/{id}/end-sessions', params: { id } }} which="endAll" />;
  return <PersonView {...read} say={useSay()} act={<AssignRole {...read} />} end={end} />;
}
