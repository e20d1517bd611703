import type { Me, ShopPage } from '@tillbridge/shared/reads';
import Link from 'next/link';
import { Crumbs } from '../parts/crumbs.tsx';
import { PairShop } from '../shell/pair-shop.tsx';
import { ShopMachines } from '../shops/shop-machines.tsx';
import type { Say } from '../words/say.ts';
import { MachinesView } from './machines-view.tsx';

export interface PairViewProps {
  readonly shops: Me['shops'];
  readonly shopId: string | undefined;
  /** The agent whose PC is to be replaced; it keeps its streams. */
  readonly agentId: string | undefined;
  readonly codeId: string | undefined;
  /** The shop that was chosen, with its machines. */
  readonly page: Pick<ShopPage, 'tile' | 'retired'> | undefined;
  readonly mayPair: boolean;
  readonly mayAddMachines: boolean;
  readonly say: Say;
}

/** The pairing of a shop PC: first which shop, then one code. */
export function PairView({ shops, shopId, agentId, codeId, page, mayPair, mayAddMachines, say }: PairViewProps) {
  const { t } = say;
  const shop = shops.find(({ id }) => id === shopId);
  const title = shop === undefined ? t('pairing.title') : t('pairing.of', { shop: say.name(shop.name) });
  return (
    <>
      <Crumbs steps={[{ word: t('agents.title'), href: '/agents' }]} here={t('pairing.title')} say={say} />
      <header className="head">
        <div>
          <h1>{title}</h1>
          <p className="sub">{t(agentId === undefined ? 'pairing.sub' : 'pairing.subAgain')}</p>
        </div>
        {shop !== undefined && (
          <div className="tools">
            <Link className="btn quiet" href="/agents/pair">
              {t('pairing.otherShop')}
            </Link>
          </div>
        )}
      </header>
      {shop === undefined ? (
        <nav className="doors mt-6" aria-label={t('pairing.choose')}>
          <h2 className="mb-2">{t('pairing.choose')}</h2>
          {shops.map((each) => (
            <Link key={each.id} href={`/agents/pair?shop=${each.id}`}>
              {say.name(each.name)} <span className="meta">{each.code}</span>
            </Link>
          ))}
          {shops.length === 0 && <p className="empty soft">{t('pairing.noShop')}</p>}
        </nav>
      ) : (
        <>
          {mayPair ? (
            <PairShop shop={shop} agentId={agentId} codeId={codeId} />
          ) : (
            <p className="empty soft">{t('pairing.mayNot')}</p>
          )}
          {page !== undefined && <MachinesOf page={page} may={mayAddMachines} say={say} />}
        </>
      )}
    </>
  );
}

interface MachinesOfProps {
  readonly page: Pick<ShopPage, 'tile' | 'retired'>;
  readonly may: boolean;
  readonly say: Say;
}

function MachinesOf({ page: { tile, retired }, may, say }: MachinesOfProps) {
  const { machines, timeZone } = tile;
  const shown = { machines, retired, timeZone };
  const drawn = <MachinesView {...shown} say={say} />;
  if (!may) return drawn;
  return (
    <ShopMachines shopId={tile.id} currency={tile.currency} {...shown}>
      {drawn}
    </ShopMachines>
  );
}
