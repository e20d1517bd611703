import { LIVE_STALE_MS } from '@tillbridge/shared/live';
import type { Me } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { LiveProvider } from '../live/live-provider.tsx';
import { HOME_ZONE } from '../settings/home-zone.ts';
import { Shell } from './shell.tsx';

/** What stands around every page of somebody who is signed in. */
export function SignedIn({ me, children }: { readonly me: Me; readonly children: ReactNode }) {
  return (
    // Another organization is another connection: none of its figures meets those of the one before.
    <LiveProvider key={me.organization.id} staleMs={LIVE_STALE_MS}>
      <Shell me={me} timeZone={HOME_ZONE}>
        {children}
      </Shell>
    </LiveProvider>
  );
}
