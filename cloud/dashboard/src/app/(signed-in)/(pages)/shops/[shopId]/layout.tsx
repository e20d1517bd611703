import type { ReactNode } from 'react';
import { readMe } from '../../../../../reads/read-me.ts';
import { NavLink } from '../../../../../shell/nav-link.tsx';
import { currentSay } from '../../../../../words/current-say.ts';

interface ShopLayoutProps {
  readonly params: Promise<{ readonly shopId: string }>;
  readonly children: ReactNode;
}

/** The rooms of one shop, those that the reader may open. */
export default async function ShopLayout({ params, children }: ShopLayoutProps) {
  const [{ shopId }, me, say] = await Promise.all([params, readMe(), currentSay()]);
  const base = `/shops/${encodeURIComponent(shopId)}`;
  const link = (rest: string, word: string) => (
    <NavLink href={`${base}${rest}`} here={`^/shops/[^/]+${rest}$`}>
      {word}
    </NavLink>
  );
  const closed = me.shops.some((shop) => shop.id === shopId && shop.closed) && (
    <p className="note" role="note">
      {say.t('setUp.isClosed')}
    </p>
  );
  if (!me.permissions.includes('employee.see')) {
    return (
      <>
        {closed}
        {children}
      </>
    );
  }
  return (
    <>
      {closed}
      <nav className="rooms" aria-label={say.t('rooms.title')}>
        {link('', say.t('rooms.shop'))}
        {me.permissions.includes('transaction.see') && link('/transactions', say.t('nav.transactions'))}
        {link('/employees', say.t('employees.title'))}
        {link('/settings', say.t('limits.title'))}
      </nav>
      {children}
    </>
  );
}
