import { LIVE_STALE_MS } from '@tillbridge/shared/live';
import type { ReactNode } from 'react';
import { LiveProvider } from '../../live/live-provider.tsx';
import { readMe } from '../../reads/read-me.ts';
import { HOME_ZONE } from '../../settings/home-zone.ts';
import { Shell } from '../../shell/shell.tsx';

export default async function SignedInLayout({ children }: { readonly children: ReactNode }) {
  const me = await readMe();
  return (
    <LiveProvider staleMs={LIVE_STALE_MS}>
      <Shell me={me} timeZone={HOME_ZONE}>
        {children}
      </Shell>
    </LiveProvider>
  );
}
