import type { Permission } from '@tillbridge/shared/permissions';
import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Say, WordKey } from '../words/say.ts';

export type CashPlace = 'position' | 'levels' | 'movements' | 'closings' | 'collections' | 'discrepancies';

const PLACES: readonly { readonly place: CashPlace; readonly href: string; readonly needs: Permission }[] = [
  { place: 'position', href: '/cash', needs: 'machine.see' },
  { place: 'levels', href: '/cash/levels', needs: 'machine.see' },
  { place: 'movements', href: '/cash/movements', needs: 'transaction.see' },
  { place: 'closings', href: '/cash/closings', needs: 'closing.see' },
  { place: 'collections', href: '/cash/collections', needs: 'transaction.see' },
  { place: 'discrepancies', href: '/cash/discrepancies', needs: 'case.see' },
];

export interface CashHeadProps {
  readonly here: CashPlace;
  readonly permissions: readonly string[];
  /** How old the figures are. */
  readonly age: ReactNode;
  readonly tools: ReactNode;
  readonly say: Say;
}

/** The pages about cash beside each other, the title of this one, how old it is, and what narrows it. */
export function CashHead({ here, permissions, age, tools, say }: CashHeadProps) {
  const word = (place: CashPlace): WordKey => `cash.places.${place}`;
  return (
    <>
      <nav className="places" aria-label={say.t('nav.cash')}>
        {PLACES.filter(({ needs }) => permissions.includes(needs)).map(({ place, href }) => (
          <Link key={place} href={href} aria-current={place === here ? 'page' : undefined}>
            {say.t(word(place))}
          </Link>
        ))}
      </nav>
      <header className="head">
        <div>
          <h1>{say.t(word(here))}</h1>
          <p className="sub meta">{age}</p>
        </div>
        <div className="tools">{tools}</div>
      </header>
    </>
  );
}
