import { getTranslations } from 'next-intl/server';

/** For a page of this organization that the reader's role does not see. What is another's is told as not there instead. */
export async function NotYours() {
  const t = await getTranslations();
  return (
    <div className="lone">
      <p className="meta">403</p>
      <h1>{t('notYours.title')}</h1>
      <p className="soft">{t('notYours.next')}</p>
      <p className="mt-2">
        <a className="btn" href="/">
          {t('broken.toToday')}
        </a>
      </p>
    </div>
  );
}
