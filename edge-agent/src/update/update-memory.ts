import { HashSchema } from '@tillbridge/shared/ids';
import { type Static, Type } from 'typebox';
import { type StateFile, stateFile } from './state-file.ts';
import type { Versions } from './versions.ts';

const CHANNEL_PATTERN = '^[a-z]{1,20}$';

/** What an updater must never forget: the newest release of each channel it believed, and the latest time it has proof of. */
const MemorySchema = Type.Object(
  {
    highest: Type.Record(
      Type.String({ pattern: CHANNEL_PATTERN }),
      Type.Object(
        { sequence: Type.Integer({ minimum: 1 }), hash: HashSchema, version: Type.String({ maxLength: 20 }) },
        { additionalProperties: false },
      ),
    ),
    highestMs: Type.Integer({ minimum: 0 }),
    /** Number of the newest root that was believed. */
    root: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
);
export type UpdateMemory = Static<typeof MemorySchema>;

export const FIRST_MEMORY: UpdateMemory = { highest: {}, highestMs: 0, root: 0 };

export function memoryFile(versions: Versions): StateFile<UpdateMemory> {
  return stateFile(versions.memory, MemorySchema);
}
