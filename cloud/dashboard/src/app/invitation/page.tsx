import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Door } from '../../shell/door.tsx';
import { InvitationForm } from '../../shell/invitation-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('welcome.title') };
}

/** Where the link of an invitation leads; its token stands behind the `#` and is read in the browser only. */
export default async function InvitationPage() {
  const t = await getTranslations();
  return (
    <Door title={t('welcome.title')} promise={t('welcome.promise')}>
      <InvitationForm />
    </Door>
  );
}
