import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../../reads/read-me.ts';
import { readSessionsOf } from '../../../../../reads/read-people.ts';
import { readAssignment } from '../../../../../reads/read-roles.ts';
import { ActingPerson } from '../../../../../roles/acting-person.tsx';
import { PersonView } from '../../../../../views/person-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

interface PersonPageProps {
  readonly params: Promise<{ readonly id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('person.title') };
}

export default async function PersonPage({ params }: PersonPageProps) {
  const [{ id }, me, say] = await Promise.all([params, readMe(), currentSay()]);
  const [assignment, sessions] = await Promise.all([
    readAssignment(id),
    me.permissions.includes('people.manage') ? readSessionsOf(id) : null,
  ]);
  const read = { assignment, sessions, shops: me.shops };
  return (
    <ActingPerson read={read}>
      <PersonView {...read} say={say} />
    </ActingPerson>
  );
}
