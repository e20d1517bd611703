import type { Permission } from '@tillbridge/shared/permissions';
import Link from 'next/link';
import type { Say } from '../words/say.ts';

type CasePlace = 'cash' | 'unusual';

const PLACES: readonly { readonly place: CasePlace; readonly href: string; readonly needs: Permission }[] = [
  { place: 'cash', href: '/cases', needs: 'case.see' },
  { place: 'unusual', href: '/cases/unusual', needs: 'anomaly.see' },
];

export interface CasePlacesProps {
  readonly here: CasePlace;
  readonly permissions: readonly string[];
  readonly say: Say;
}

/** What waits for a person beside each other: what cash asks, and what figures ask. Whoever may see one of them is shown no choice. */
export function CasePlaces({ here, permissions, say }: CasePlacesProps) {
  const open = PLACES.filter(({ needs }) => permissions.includes(needs));
  if (open.length < 2) return null;
  return (
    <nav className="places" aria-label={say.t('nav.cases')}>
      {open.map(({ place, href }) => (
        <Link key={place} href={href} aria-current={place === here ? 'page' : undefined}>
          {say.t(`unusual.places.${place}`)}
        </Link>
      ))}
    </nav>
  );
}
