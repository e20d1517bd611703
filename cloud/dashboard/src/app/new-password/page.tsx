import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { Door } from '../../shell/door.tsx';
import { NewPasswordForm } from '../../shell/new-password-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('forgotten.newTitle') };
}

/** Where the link of a mail leads; its token stands behind the `#` and is read in the browser only. */
export default async function NewPasswordPage() {
  const t = await getTranslations();
  return (
    <Door title={t('forgotten.newTitle')} promise={t('mine.passwordEnds')}>
      <NewPasswordForm />
    </Door>
  );
}
