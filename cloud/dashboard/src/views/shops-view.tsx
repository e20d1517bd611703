import type { Today } from '@tillbridge/shared/reads';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { ShopCards, ShopsTable } from '../parts/shops-table.tsx';
import type { Say } from '../words/say.ts';
import { byNeed } from './by-need.ts';

export interface ShopsViewProps {
  readonly today: Today;
  readonly now: string;
  readonly say: Say;
  readonly badge: ReactNode;
  /** Whether the reader may add a shop. */
  readonly adds: boolean;
}

/** Shops alone, for those who come to open one. */
export function ShopsView({ today, now, say, badge, adds }: ShopsViewProps) {
  const shops = byNeed(today.shops, today.needs);
  return (
    <>
      <header className="head">
        <div>
          <h1>{say.t('nav.shops')}</h1>
          <p className="sub">
            {say.name(today.organization.name)}
            <span className="meta">{say.t('shops.sorted')}</span>
          </p>
        </div>
        <div className="tools">
          {adds && (
            <Link className="btn" href="/shops/add">
              {say.t('setUp.title')}
            </Link>
          )}
          <span className="desk">{badge}</span>
        </div>
      </header>
      <section className="sec" aria-label={say.t('nav.shops')}>
        {shops.length === 0 && <p className="empty soft">{say.t('today.noShopsNext')}</p>}
        <ShopsTable shops={shops} needs={today.needs} now={now} say={say} />
        <ShopCards shops={shops} needs={today.needs} now={now} say={say} />
      </section>
    </>
  );
}
