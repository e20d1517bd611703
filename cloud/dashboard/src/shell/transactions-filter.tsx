'use client';

import { useRouter } from 'next/navigation';
import { Icon } from '../parts/icon.tsx';

export interface TransactionsFilterProps {
  readonly shops: readonly { readonly id: string; readonly name: string }[];
  readonly shopId: string;
  /** The shop's business date: no day after it can be chosen. */
  readonly today: string;
  readonly day: string | undefined;
  readonly words: { readonly shop: string; readonly day: string; readonly chosen: string };
}

/** Shop and day as two pickers; a choice changes the address, so that a link shows the same. */
export function TransactionsFilter({ shops, shopId, today, day, words }: TransactionsFilterProps) {
  const router = useRouter();
  const go = (id: string, toDay: string | undefined) =>
    router.push(`/shops/${id}/transactions${toDay === undefined ? '' : `?day=${toDay}`}`);
  return (
    <>
      {shops.length > 1 && (
        <label className="pick">
          {words.shop}
          <select value={shopId} onChange={(event) => go(event.target.value, day)}>
            {shops.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="pick over">
        {words.day}
        <b>{words.chosen}</b>
        <Icon name="down" />
        <input
          type="date"
          aria-label={words.day}
          value={day ?? ''}
          max={today}
          onClick={(event) => event.currentTarget.showPicker()}
          onChange={(event) => go(shopId, event.target.value === '' ? undefined : event.target.value)}
        />
      </label>
    </>
  );
}
