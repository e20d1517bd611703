import type { ShopDay } from '@tillbridge/shared/shop-set-up';
import { Crumbs } from '../parts/crumbs.tsx';
import { AddShop } from '../shops/add-shop.tsx';
import type { Say } from '../words/say.ts';

export interface AddShopViewProps {
  readonly may: boolean;
  readonly mayPair: boolean;
  readonly usual: ShopDay;
  readonly say: Say;
}

/** A new shop of the organization, as far as it can be set up before its PC is there. */
export function AddShopView({ may, mayPair, usual, say }: AddShopViewProps) {
  return (
    <>
      <Crumbs steps={[{ word: say.t('nav.shops'), href: '/shops' }]} here={say.t('setUp.title')} say={say} />
      <header className="head">
        <div>
          <h1>{say.t('setUp.title')}</h1>
          <p className="sub">{say.t('setUp.sub')}</p>
        </div>
      </header>
      {may ? <AddShop usual={usual} mayPair={mayPair} /> : <p className="empty soft">{say.t('setUp.mayNot')}</p>}
    </>
  );
}
