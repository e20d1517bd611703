import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../../reads/read-me.ts';
import { readToday } from '../../../../../reads/read-today.ts';
import { AddShopView } from '../../../../../views/add-shop-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

const FIRST_SHOP = { timeZone: 'Asia/Bangkok', cutOffMinutes: 240, currency: 'THB' };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('setUp.title') };
}

export default async function AddShopPage() {
  const [me, { shops }, say] = await Promise.all([readMe(), readToday(), currentSay()]);
  const may = me.viewing === null && me.allShops && me.permissions.includes('shop.manage');
  const usual = { ...FIRST_SHOP, ...(shops[0] && { timeZone: shops[0].timeZone, currency: shops[0].currency }) };
  return <AddShopView may={may} mayPair={me.permissions.includes('agent.pair')} usual={usual} say={say} />;
}
