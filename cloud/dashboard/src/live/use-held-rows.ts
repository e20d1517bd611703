'use client';

import type { TransactionRow } from '@tillbridge/shared/reads';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface HeldRows {
  readonly shown: readonly TransactionRow[];
  /** Ids that came in while somebody watched; they slide in. */
  readonly fresh: ReadonlySet<string>;
  /** Rows that wait behind the button, because the list is being read or touched. */
  readonly waiting: number;
  readonly show: () => void;
}

/** New rows slide in only at the top of an untouched list; otherwise they wait, so that nothing moves under a finger. */
export function useHeldRows(rows: readonly TransactionRow[], list: RefObject<HTMLElement | null>): HeldRows {
  const [shown, setShown] = useState(rows);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  const latest = useRef(rows);
  latest.current = rows;

  const show = useCallback(() => {
    setShown((before) => {
      const known = new Set(before.map((row) => row.id));
      const added = latest.current.filter((row) => !known.has(row.id)).map((row) => row.id);
      if (added.length > 0) setFresh(new Set(added));
      return latest.current;
    });
  }, []);

  useEffect(() => {
    if (rows !== shown && isUntouched(list.current)) show();
  }, [rows, shown, list, show]);

  const known = new Set(shown.map((row) => row.id));
  const waiting = rows.filter((row) => !known.has(row.id)).length;
  return { shown, fresh, waiting, show };
}

function isUntouched(list: HTMLElement | null): boolean {
  if (list === null) return false;
  const { top } = list.getBoundingClientRect();
  return top >= 0 && !list.matches(':hover') && !list.contains(document.activeElement);
}
