import type { Me } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import type { FilterField } from './list-filter.tsx';

/** The picker of shops over a list; without a choice it is all that this person sees. */
export function shopChoice(shops: Me['shops'], shop: string | undefined, say: Say, mustChoose = false): FilterField {
  const each = shops.map((one) => ({ value: one.id, word: say.name(one.name) }));
  const options = mustChoose ? each : [{ value: '', word: say.t('cases.all') }, ...each];
  return { kind: 'choice', name: 'shop', word: say.t('shops.shop'), value: shop ?? '', options };
}
