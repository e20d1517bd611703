import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../reads/read-me.ts';
import { readRoles } from '../../../../reads/read-roles.ts';
import { ActingRoles } from '../../../../roles/acting-roles.tsx';
import { RolesView } from '../../../../views/roles-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

interface RolesPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('roles.title') };
}

export default async function RolesPage({ searchParams }: RolesPageProps) {
  const { role } = await searchParams;
  const [page, me, say] = await Promise.all([readRoles(), readMe(), currentSay()]);
  const chosen = typeof role === 'string' ? role : undefined;
  const read = { page, chosen, history: me.permissions.includes('audit.see') };
  return (
    <ActingRoles read={read} shops={me.shops}>
      <RolesView {...read} say={say} />
    </ActingRoles>
  );
}
