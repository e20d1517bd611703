import type { CustodyState } from '@tillbridge/shared/reads-collections';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import { State } from './state.tsx';

const ICONS: Readonly<Record<CustodyState, IconName>> = {
  collected: 'tray',
  handed_over: 'next',
  received: 'tray',
  counted: 'tick',
};

/** How far a bag has come. */
export function CustodyWords({ state, say }: { readonly state: CustodyState; readonly say: Say }) {
  return (
    <State tone="plain" icon={ICONS[state]}>
      {say.t(`collections.states.${state}`)}
    </State>
  );
}
