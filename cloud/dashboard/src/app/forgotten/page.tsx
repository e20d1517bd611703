import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Door } from '../../shell/door.tsx';
import { ForgottenForm } from '../../shell/forgotten-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('forgotten.title') };
}

export default async function ForgottenPage() {
  const t = await getTranslations();
  return (
    <Door title={t('forgotten.title')} promise={t('forgotten.why')}>
      <ForgottenForm />
    </Door>
  );
}
