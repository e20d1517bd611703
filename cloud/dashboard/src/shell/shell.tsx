import type { Me } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { OrganizationWatch } from '../live/organization-watch.tsx';
import { Brand, Icon } from '../parts/icon.tsx';
import { currentSettings } from '../settings/current-settings.ts';
import { ACCOUNT_ID, AccountMenu } from './account-menu.tsx';
import { DAILY, type Entry, MANAGED, openTo, TABS_MAX } from './entries.ts';
import { HELP_ID, Help } from './help.tsx';
import { Keys } from './keys.tsx';
import { LiveBadge, LiveVoice } from './live-badge.tsx';
import { NavLink } from './nav-link.tsx';
import { initials, reachWords } from './person-words.ts';
import { ViewingBanner } from './viewing-banner.tsx';

export interface ShellProps {
  readonly me: Me;
  /** Zone of the organization's clocks for what belongs to no single shop. */
  readonly timeZone: string;
  readonly children: ReactNode;
}

/** Shops listed in the side bar; an organization with more finds them on the page of shops. */
const LISTED_MAX = 12;

/** Side bar at the desk, top bar and tabs on a phone. It lists only pages that exist. Drawn on the server. */
export async function Shell({ me, timeZone, children }: ShellProps) {
  const [t, { language }] = await Promise.all([getTranslations(), currentSettings()]);
  const daily = openTo(DAILY, me.permissions);
  const trading = me.shops.filter((shop) => !shop.closed);
  const managed = openTo(MANAGED, me.permissions);
  const link = (entry: Entry) => (
    <NavLink key={entry.href} href={entry.href} here={entry.here}>
      <Icon name={entry.icon} />
      {t(entry.word)}
    </NavLink>
  );
  const goes = Object.fromEntries(
    [...daily, ...managed].flatMap(({ key, href }) => (key === undefined ? [] : [[key, href]])),
  );
  const beyond = [...daily.slice(TABS_MAX), ...managed];
  return (
    <>
      <a className="btn skip" href="#main">
        {t('nav.skip')}
      </a>
      <header className="topbar">
        <Link href="/" className="brand">
          <Brand />
        </Link>
        <span className="right">
          <LiveBadge timeZone={timeZone} />
          <button type="button" className="face" popoverTarget={ACCOUNT_ID} aria-label={t('account.title')}>
            <span className="dot">{initials(me.person.name)}</span>
          </button>
        </span>
      </header>
      <OrganizationWatch organization={me.organization.id} />
      <div className="shell" data-organization={me.organization.id}>
        <aside className="side">
          <div className="side-in">
            <Link href="/" className="brand">
              <Brand />
            </Link>
            <nav className="nav" aria-label={t('nav.main')}>
              {daily.map(link)}
            </nav>
            {managed.length > 0 && (
              <nav className="nav" aria-label={t('nav.manage')}>
                <span className="meta">{t('nav.manage')}</span>
                {managed.map(link)}
              </nav>
            )}
            {trading.length > 0 && trading.length <= LISTED_MAX && (
              <nav className="nav" aria-label={t('nav.yourShops')}>
                <span className="meta">{t('nav.yourShops')}</span>
                {trading.map((shop) => (
                  <NavLink key={shop.id} href={`/shops/${shop.id}`} here={`^/shops/${shop.id}`}>
                    {shop.name[language]}
                    <span className="n meta">{shop.code}</span>
                  </NavLink>
                ))}
              </nav>
            )}
            <div className="foot">
              <button type="button" className="keys-hint" data-opens={HELP_ID}>
                {t('help.title')} <kbd className="key">?</kbd>
              </button>
              <button type="button" className="me" popoverTarget={ACCOUNT_ID}>
                <span className="dot" aria-hidden="true">
                  {initials(me.person.name)}
                </span>
                <span className="hidden-words">{t('account.title')}</span>
                <span className="who">
                  {me.person.name}
                  <span className="meta block">{reachWords(me, language, t)}</span>
                </span>
              </button>
            </div>
          </div>
        </aside>
        <main className="main" id="main" tabIndex={-1}>
          {me.viewing !== null && (
            <ViewingBanner says={t('viewing.banner', { name: me.viewing[language] })} back={t('viewing.back')} />
          )}
          {children}
        </main>
      </div>
      <nav className="tabs" aria-label={t('nav.main')}>
        {daily.slice(0, TABS_MAX).map(link)}
        {beyond.length > 0 && (
          <NavLink href="/more" here={`^/more$|${beyond.map(({ here }) => here).join('|')}`}>
            <Icon name="more" />
            {t('nav.more')}
          </NavLink>
        )}
      </nav>
      <AccountMenu me={me} />
      <Help />
      <Keys goes={goes} />
      <LiveVoice timeZone={timeZone} />
    </>
  );
}
