import type { Me } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Icon } from '../parts/icon.tsx';
import { readOrganizations } from '../reads/read-organizations.ts';
import { currentSettings } from '../settings/current-settings.ts';
import { OrganizationSwitch } from './organization-switch.tsx';
import { reachWords } from './person-words.ts';
import { SettingSwitch } from './setting-switch.tsx';
import { SignOut } from './sign-out.tsx';

export const ACCOUNT_ID = 'account';

/** Organizations listed in the menu; whoever works for more finds them on the page of the choice. */
const LISTED_MAX = 8;

/** The organization, language, theme, year and the way out. Opened from the side bar or the top bar; closed by Esc or a press outside. */
export async function AccountMenu({ me }: { readonly me: Me }) {
  const [t, { language, theme, year }] = await Promise.all([getTranslations(), currentSettings()]);
  const organizations = me.switches ? (await readOrganizations()).rows : [];
  return (
    <div id={ACCOUNT_ID} popover="auto" className="float account" role="dialog" aria-label={t('account.title')}>
      <div className="who">
        <b>{me.person.name}</b>
        <p className="meta">{me.person.email}</p>
        <p className="meta">
          {reachWords(me, language, t)} · {me.organization.name[language]}
        </p>
      </div>
      {organizations.length > 1 && (
        <OrganizationSwitch
          label={t('choose.inMenu')}
          rows={organizations
            .slice(0, LISTED_MAX)
            .map(({ id, name, current }) => ({ id, name: name[language], current }))}
        />
      )}
      {organizations.length > LISTED_MAX && (
        <Link href="/choose-organization" className="go">
          {t('choose.all')}
        </Link>
      )}
      <div className="set">
        <SettingSwitch setting="language" value={language} />
        <SettingSwitch setting="theme" value={theme} />
        <SettingSwitch setting="year" value={year} />
      </div>
      <div className="out">
        <Link href="/account" className="btn quiet">
          <Icon name="person" />
          {t('mine.title')}
        </Link>
        <SignOut>
          <Icon name="leave" />
          {t('account.signOut')}
        </SignOut>
      </div>
    </div>
  );
}
