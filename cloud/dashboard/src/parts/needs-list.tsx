import type { Need, ShopSummary } from '@tillbridge/shared/reads';
import Link from 'next/link';
import type { Say } from '../words/say.ts';
import { Icon } from './icon.tsx';
import { byUrgency, wordNeed } from './need-words.ts';

export interface NeedsListProps {
  readonly needs: readonly Need[];
  readonly shops: readonly ShopSummary[];
  readonly now: string;
  readonly say: Say;
  /** On a shop's own page its name would only repeat the heading. */
  readonly withoutShop?: boolean;
}

/** Rows shown before "and n more"; the worst are always among them. */
const ROWS_MAX = 6;

/** Each need is a sentence with its consequence and one verb at the right. */
export function NeedsList({ needs, shops, now, say, withoutShop = false }: NeedsListProps) {
  const sorted = [...needs].sort(byUrgency);
  const rows = sorted.flatMap((need) => {
    const tile = shops.find((shop) => shop.id === need.shopId);
    return tile === undefined ? [] : [{ need, tile, words: wordNeed(need, tile, say) }];
  });
  const item = ({ need, tile, words }: (typeof rows)[number]) => (
    <li
      key={`${need.shopId}${need.code}${need.caseId ?? ''}${need.values['unit'] ?? ''}${need.values['fault'] ?? ''}${need.values['agent'] ?? ''}`}
    >
      <span className={words.tone}>
        <Icon name={words.icon} />
      </span>
      <div>
        <p>{words.sentence}</p>
        <p className="meta">
          {[withoutShop ? '' : say.name(tile.name), say.age(need.since, now), words.aside]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      </div>
      <Link className="go" href={words.href} prefetch={false}>
        {words.verb}
      </Link>
    </li>
  );
  return (
    <>
      <ul className="needs">{rows.slice(0, ROWS_MAX).map(item)}</ul>
      {rows.length > ROWS_MAX && (
        <details className="as-table">
          <summary>{say.t('today.moreNeeds', { n: rows.length - ROWS_MAX })}</summary>
          <ul className="needs">{rows.slice(ROWS_MAX).map(item)}</ul>
        </details>
      )}
    </>
  );
}
