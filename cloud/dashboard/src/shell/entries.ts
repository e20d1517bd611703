import type { Permission } from '@tillbridge/shared/permissions';
import type { IconName } from '../parts/icon.tsx';
import type { WordKey } from '../words/say.ts';

export interface Entry {
  readonly href: string;
  readonly icon: IconName;
  readonly word: WordKey;
  /** Where this entry is the current one, as a pattern of paths. */
  readonly here: string;
  /** Whoever lacks it does not see the entry; the API refuses all the same. */
  readonly needs?: Permission;
  /** Key that follows `g`. */
  readonly key?: string;
}

/** What people look at all day; the first of them are the tabs of a phone. */
export const DAILY: readonly Entry[] = [
  { href: '/', icon: 'today', word: 'nav.today', here: '^/$', key: 't' },
  { href: '/shops', icon: 'shop', word: 'nav.shops', here: '^/shops(/[^/]+)?$', key: 's' },
  {
    href: '/transactions',
    icon: 'list',
    word: 'nav.transactions',
    here: '/transactions',
    needs: 'transaction.see',
    key: 'r',
  },
  { href: '/cash', icon: 'cash', word: 'nav.cash', here: '^/cash', needs: 'machine.see', key: 'm' },
  { href: '/compare', icon: 'compare', word: 'nav.compare', here: '^/compare', needs: 'closing.see', key: 'v' },
  { href: '/cases', icon: 'case', word: 'nav.cases', here: '^/cases', needs: 'case.see', key: 'c' },
  { href: '/alarms', icon: 'bell', word: 'alarms.title', here: '^/alarms', needs: 'alarm.see', key: 'a' },
];

/** What is set up, handed out and looked up now and then. */
export const MANAGED: readonly Entry[] = [
  {
    href: '/quarantine',
    icon: 'tray',
    word: 'quarantine.title',
    here: '^/quarantine',
    needs: 'quarantine.see',
    key: 'q',
  },
  { href: '/pipeline', icon: 'pipe', word: 'pipeline.title', here: '^/pipeline', needs: 'agent.see' },
  {
    href: '/notifications',
    icon: 'send',
    word: 'notices.title',
    here: '^/notifications',
    needs: 'notification.manage',
  },
  { href: '/people', icon: 'person', word: 'people.title', here: '^/people', needs: 'people.see', key: 'p' },
  { href: '/roles', icon: 'role', word: 'roles.title', here: '^/roles', needs: 'people.see', key: 'o' },
  { href: '/agents', icon: 'plug', word: 'agents.title', here: '^/agents', needs: 'agent.see', key: 'k' },
  { href: '/organization', icon: 'shop', word: 'defaults.title', here: '^/organization', needs: 'employee.see' },
  { href: '/audit', icon: 'trail', word: 'audit.title', here: '^/audit', needs: 'audit.see', key: 'u' },
  { href: '/archive', icon: 'box', word: 'archive.title', here: '^/archive', needs: 'archive.see' },
  { href: '/jobs', icon: 'queue', word: 'jobs.title', here: '^/jobs', needs: 'job.see', key: 'j' },
];

/** Tabs of a phone beside the one that leads to everything else. */
export const TABS_MAX = 4;

/** The entries whose pages this person may open, in their order. */
export function openTo(entries: readonly Entry[], permissions: readonly string[]): readonly Entry[] {
  return entries.filter(({ needs }) => needs === undefined || permissions.includes(needs));
}
