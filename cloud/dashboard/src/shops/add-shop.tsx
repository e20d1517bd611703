'use client';

import type { ShopDay } from '@tillbridge/shared/shop-set-up';
import { useBoard } from '../live/use-board.ts';

export interface AddShopProps {
  /** What most shops of the organization have; where the new one differs it is typed over. */
  readonly usual: ShopDay;
  readonly mayPair: boolean;
}

const load = () => import('../boards/add-shop-form.tsx').then((module) => module.AddShopForm);

/** The form follows after the page stands. */
export function AddShop(props: AddShopProps) {
  const Form = useBoard(load);
  return Form === null ? <div className="form" aria-busy="true" /> : <Form {...props} />;
}
