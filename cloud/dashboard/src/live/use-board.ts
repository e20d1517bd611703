'use client';

import { type ComponentType, useEffect, useState } from 'react';

/**
 * A board that is fetched after the page stands: the first paint is the server's, with its figures, and what makes it
 * live follows without holding anything up. Null until it is there.
 */
export function useBoard<Props>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> | null {
  const [board, setBoard] = useState<{ readonly Board: ComponentType<Props> } | null>(null);
  useEffect(() => {
    let wanted = true;
    load().then(
      (Board) => wanted && setBoard({ Board }),
      () => {
        // Without it the page stays as read, and says how old it is.
      },
    );
    return () => {
      wanted = false;
    };
  }, [load]);
  return board?.Board ?? null;
}
