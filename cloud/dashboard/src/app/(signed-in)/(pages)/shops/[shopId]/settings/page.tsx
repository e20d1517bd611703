import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ActingShopSettings } from '../../../../../../limits/acting-shop-settings.tsx';
import { readShopSettings } from '../../../../../../reads/read-employees.ts';
import { readMe } from '../../../../../../reads/read-me.ts';
import { ShopSettingsView } from '../../../../../../views/shop-settings-view.tsx';
import { currentSay } from '../../../../../../words/current-say.ts';

interface ShopSettingsPageProps {
  readonly params: Promise<{ readonly shopId: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('limits.title') };
}

export default async function ShopSettingsPage({ params }: ShopSettingsPageProps) {
  const { shopId } = await params;
  const [settings, me, say] = await Promise.all([readShopSettings(shopId), readMe(), currentSay()]);
  const may = (permission: string) => me.viewing === null && me.permissions.includes(permission);
  return (
    <ActingShopSettings settings={settings} may={may('shop.configure')} manages={may('shop.manage')}>
      <ShopSettingsView settings={settings} say={say} />
    </ActingShopSettings>
  );
}
