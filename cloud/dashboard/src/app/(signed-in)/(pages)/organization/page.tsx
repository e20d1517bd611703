import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActingOrganization } from '../../../../limits/acting-organization.tsx';
import { readMe } from '../../../../reads/read-me.ts';
import { readOrganizationSettings } from '../../../../reads/read-settings.ts';
import { OrganizationView } from '../../../../views/organization-view.tsx';
import { currentSay } from '../../../../words/current-say.ts';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('defaults.title') };
}

export default async function OrganizationPage() {
  const [settings, me, say] = await Promise.all([readOrganizationSettings(), readMe(), currentSay()]);
  const read = { settings, timeZone: settings.shops[0]?.shop.timeZone ?? 'UTC' };
  const view = <OrganizationView {...read} say={say} />;
  const may = me.viewing === null && me.allShops && me.permissions.includes('shop.manage');
  return may ? <ActingOrganization {...read}>{view}</ActingOrganization> : view;
}
