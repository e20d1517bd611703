import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { readMe } from '../../../../../reads/read-me.ts';
import { readShop } from '../../../../../reads/read-shop.ts';
import { PairView } from '../../../../../views/pair-view.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

interface PairPageProps {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('pairing.title') };
}

export default async function PairPage({ searchParams }: PairPageProps) {
  const [query, me, say] = await Promise.all([searchParams, readMe(), currentSay()]);
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const trading = me.shops.filter((shop) => !shop.closed);
  const shopId = trading.find((shop) => shop.id === text('shop'))?.id;
  return (
    <PairView
      shops={trading}
      shopId={shopId}
      agentId={text('agent')}
      codeId={text('code')}
      page={shopId === undefined ? undefined : await readShop(shopId)}
      mayPair={me.permissions.includes('agent.pair')}
      mayAddMachines={me.permissions.includes('machine.configure')}
      say={say}
    />
  );
}
