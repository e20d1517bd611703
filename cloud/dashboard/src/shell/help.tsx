import { getTranslations } from 'next-intl/server';

export const HELP_ID = 'keys';

const KEYS = [
  { keys: ['g', 't'], word: 'help.today' },
  { keys: ['g', 's'], word: 'help.shops' },
  { keys: ['g', 'r'], word: 'help.transactions' },
  { keys: ['g', 'm'], word: 'help.cash' },
  { keys: ['g', 'v'], word: 'help.compare' },
  { keys: ['g', 'c'], word: 'help.cases' },
  { keys: ['g', 'a'], word: 'help.alarms' },
  { keys: ['t'], word: 'help.table' },
  { keys: ['n'], word: 'help.fresh' },
  { keys: ['?'], word: 'help.open' },
  { keys: ['Esc'], word: 'help.close' },
] as const;

/** All keys on one page; a native dialog, so that focus stays in it and Esc closes it. */
export async function Help() {
  const t = await getTranslations();
  return (
    <dialog id={HELP_ID} className="float help" aria-labelledby="keys-title">
      <form method="dialog" className="flex items-center justify-between gap-4">
        <h2 id="keys-title">{t('help.title')}</h2>
        <button type="submit" className="btn quiet">
          {t('help.done')}
        </button>
      </form>
      <dl>
        {KEYS.map(({ keys, word }) => (
          <div key={word} className="contents">
            <dt>{t(word)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key} className="key">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  );
}
