import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readProviders } from '../../../../../reads/read-providers.ts';
import { ActingServices } from '../../../../../services/acting-services.tsx';
import { ServicesView } from '../../../../../views/services-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('services.title') };
}

export default async function ServicesPage() {
  const [services, say] = await Promise.all([readProviders(), currentSay()]);
  return (
    <ActingServices read={{ services }}>
      <ServicesView services={services} say={say} />
    </ActingServices>
  );
}
