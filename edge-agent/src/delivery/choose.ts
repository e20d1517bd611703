import type { Stretch } from '@tillbridge/shared/sync';
import type { DeliveryState, Tail, Upload } from './state.ts';

export type Step =
  | { readonly do: 'open' }
  | { readonly do: 'live' }
  | { readonly do: 'tail'; readonly tail: Tail }
  | { readonly do: 'upload'; readonly upload: Upload }
  | { readonly do: 'again'; readonly asked: Stretch }
  | { readonly do: 'rest' };

export interface Sight {
  /** The last open is so old that the next is due, pending or not. */
  readonly openDue: boolean;
  readonly livePending: boolean;
}

/** What to ask next. The live epoch and what is left of others take turns, so that neither waits for the other. */
export function choose(state: DeliveryState, sight: Sight): Step {
  if (!state.opened || sight.openDue) return { do: 'open' };
  const [upload] = state.uploads;
  // A refused fact is in custody as a file before its place is declared.
  if (upload !== undefined && state.filesFirst) return { do: 'upload', upload };
  const others = otherStep(state.tails[0], upload);
  if (sight.livePending && (others === undefined || !state.othersTurn)) return { do: 'live' };
  if (others !== undefined) return others;
  // Last of all: the cloud has waited for it for hours.
  const [asked] = state.again;
  return asked === undefined ? { do: 'rest' } : { do: 'again', asked };
}

function otherStep(tail: Tail | undefined, upload: Upload | undefined): Step | undefined {
  if (tail !== undefined) return { do: 'tail', tail };
  return upload === undefined ? undefined : { do: 'upload', upload };
}
