'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A link that knows whether it leads to where one is; `here` is a pattern of paths. */
export function NavLink({
  href,
  here,
  children,
}: {
  readonly href: string;
  readonly here: string;
  readonly children: ReactNode;
}) {
  const path = usePathname();
  return (
    <Link href={href} aria-current={new RegExp(here).test(path) ? 'page' : undefined}>
      {children}
    </Link>
  );
}
