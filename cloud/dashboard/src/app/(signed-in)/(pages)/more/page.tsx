import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Icon } from '../../../../parts/icon.tsx';
import { readMe } from '../../../../reads/read-me.ts';
import { DAILY, MANAGED, openTo, TABS_MAX } from '../../../../shell/entries.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('nav.more') };
}

/** Everything that has no tab on a phone. */
export default async function MorePage() {
  const [t, { permissions }] = await Promise.all([getTranslations(), readMe()]);
  const entries = [...openTo(DAILY, permissions).slice(TABS_MAX), ...openTo(MANAGED, permissions)];
  return (
    <>
      <header className="head">
        <h1>{t('nav.more')}</h1>
      </header>
      {entries.length === 0 ? (
        <div className="empty">
          <h3>{t('nav.nothingMore')}</h3>
          <p className="soft">{t('nav.nothingMoreNext')}</p>
        </div>
      ) : (
        <ul className="doors mt-6">
          {entries.map(({ href, icon, word }) => (
            <li key={href}>
              <Link href={href}>
                <Icon name={icon} />
                {t(word)}
                <Icon name="next" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
