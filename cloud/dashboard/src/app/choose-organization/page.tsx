import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { Icon } from '../../parts/icon.tsx';
import { readOrganizations } from '../../reads/read-organizations.ts';
import { localPath } from '../../settings/local-path.ts';
import { Door } from '../../shell/door.tsx';
import { OrganizationChoice } from '../../shell/organization-choice.tsx';
import { SignOut } from '../../shell/sign-out.tsx';

interface ChoosePageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('choose.title') };
}

/** Where a person who belongs to several organizations says in which one to go on; `moved` for a window that was left behind. */
export default async function ChoosePage({ searchParams }: ChoosePageProps) {
  const [query, { rows }, t] = await Promise.all([searchParams, readOrganizations(), getTranslations()]);
  const next = localPath(typeof query['next'] === 'string' ? query['next'] : '');
  const moved = query['moved'] !== undefined;
  if (rows.length < 2 && !moved) redirect(next);
  return (
    <Door title={t('choose.title')} promise={t('choose.why')}>
      {moved && (
        <div className="note" role="status">
          <Icon name="warning" />
          <div>
            <p className="strong">{t('choose.moved')}</p>
            <p className="soft">{t('choose.movedWhy')}</p>
          </div>
        </div>
      )}
      <OrganizationChoice rows={rows} next={next} />
      <SignOut>
        <Icon name="leave" />
        {t('account.signOut')}
      </SignOut>
    </Door>
  );
}
