import { FIRST_POINTER, type Pointer, PointerSchema } from './pointer.ts';
import { type StateFile, stateFile } from './state-file.ts';
import type { Versions } from './versions.ts';

export function pointerFile(versions: Versions): StateFile<Pointer> {
  return stateFile(versions.pointer, PointerSchema);
}

/** Without a pointer the installed program runs. */
export function readPointer(versions: Versions): Pointer {
  return pointerFile(versions).read() ?? FIRST_POINTER;
}
