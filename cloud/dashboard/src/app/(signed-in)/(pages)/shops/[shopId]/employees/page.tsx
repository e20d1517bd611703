import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActingEmployees } from '../../../../../../employees/acting-employees.tsx';
import { readEmployees } from '../../../../../../reads/read-employees.ts';
import { readMe } from '../../../../../../reads/read-me.ts';
import { EmployeesView } from '../../../../../../views/employees-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

interface EmployeesPageProps {
  readonly params: Promise<{ readonly shopId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('employees.title') };
}

export default async function EmployeesPage({ params }: EmployeesPageProps) {
  const { shopId } = await params;
  const [page, me, say] = await Promise.all([readEmployees(shopId), readMe(), currentSay()]);
  const held = me.viewing === null ? me.permissions : [];
  return (
    <ActingEmployees page={page} held={held}>
      <EmployeesView page={page} mayExport={held.includes('export.run')} say={say} />
    </ActingEmployees>
  );
}
