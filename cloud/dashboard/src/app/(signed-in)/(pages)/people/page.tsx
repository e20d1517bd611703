import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActingPeople } from '../../../../people/acting-people.tsx';
import { readMe } from '../../../../reads/read-me.ts';
import { readPeople } from '../../../../reads/read-people.ts';
import { PeopleView } from '../../../../views/people-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('people.title') };
}

export default async function PeoplePage() {
  const [people, me, say] = await Promise.all([readPeople(), readMe(), currentSay()]);
  const read = { people, shops: me.shops, manages: me.permissions.includes('people.manage') };
  return (
    <ActingPeople {...read} allShops={me.allShops}>
      <PeopleView {...read} say={say} />
    </ActingPeople>
  );
}
