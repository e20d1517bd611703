import type { Need, ShopSummary } from '@tillbridge/shared/reads';
import type { Say } from '../words/say.ts';
import { byUrgency, wordNeed } from './need-words.ts';
import { State } from './state.tsx';

/** The worst thing about a shop in a word, or that it is in order. */
export function ShopState({
  tile,
  needs,
  say,
}: {
  readonly tile: ShopSummary;
  readonly needs: readonly Need[];
  readonly say: Say;
}) {
  const worst = worstNeed(tile, needs);
  if (worst !== undefined) {
    const { tone, icon, short } = wordNeed(worst, tile, say);
    return (
      <State tone={tone} icon={icon}>
        {short}
      </State>
    );
  }
  if (tile.silent)
    return (
      <State tone="off" icon="silent">
        {say.t('need.silent.short')}
      </State>
    );
  if (tile.completeThrough === null)
    return (
      <State tone="off" icon="plug">
        {say.t('shop.neverHeard')}
      </State>
    );
  return (
    <State tone="plain" icon="tick">
      {say.t('shop.inOrder')}
    </State>
  );
}

export function worstNeed(tile: ShopSummary, needs: readonly Need[]): Need | undefined {
  return needs.filter((need) => need.shopId === tile.id).sort(byUrgency)[0];
}
