import { getTranslations } from 'next-intl/server';

/** For an address that leads nowhere, and for what is not the reader's to see: both are told the same. A plain link: every page carries this one. */
export async function NothingHere() {
  const t = await getTranslations();
  return (
    <div className="lone">
      <p className="meta">404</p>
      <h1>{t('notFound.title')}</h1>
      <p className="soft">{t('notFound.next')}</p>
      <p className="mt-2">
        <a className="btn" href="/">
          {t('broken.toToday')}
        </a>
      </p>
    </div>
  );
}
