import { oneOf } from '@tillbridge/shared/cash';
import { type Static, Type } from 'typebox';
import { SLOT_PATTERN } from './pointer.ts';
import { type StateFile, stateFile } from './state-file.ts';
import type { Versions } from './versions.ts';

/** What somebody asks the running agent for: it alone knows when no machine is at work. */
const WishSchema = Type.Object(
  {
    kind: oneOf(['forward', 'back']),
    /** Where to. */
    slot: Type.String({ pattern: SLOT_PATTERN }),
    /** The agent's no; whoever asked reads it. */
    refused: Type.Optional(Type.String({ pattern: '^update\\.[a-z-]+$' })),
  },
  { additionalProperties: false },
);
export type Wish = Static<typeof WishSchema>;

export function wishFile(versions: Versions): StateFile<Wish> {
  return stateFile(versions.wish, WishSchema);
}
