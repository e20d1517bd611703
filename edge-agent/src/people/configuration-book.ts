import {
  type Configuration,
  type ConfigurationAnswer,
  type ConfigurationName,
  ConfigurationNameSchema,
  ConfigurationSchema,
  NO_LIMITS,
} from '@tillbridge/shared/configuration';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Journal } from '../journal/journal.ts';

/** What this shop applies, pulled from the cloud and kept, so that it holds without a line. */
export interface ConfigurationBook {
  readonly configuration: Configuration;
  /** Undefined before the first pull. */
  readonly name: ConfigurationName | undefined;
  /** Takes what the cloud answered, in one commit; false when nothing changed. Throws what the journal throws. */
  apply(answer: ConfigurationAnswer): boolean;
  /** Called after another configuration was taken; returns the way to stop it. */
  onChange(listener: () => void): () => void;
}

const NOTE = 'configuration';
const NOTHING_SET: Configuration = { employees: [], limits: NO_LIMITS };
const isKept = Compile(Type.Object({ name: ConfigurationNameSchema, configuration: ConfigurationSchema }));

export function openConfigurationBook(journal: Pick<Journal, 'readNote' | 'writeNotes'>): ConfigurationBook {
  let kept = readKept(journal.readNote(NOTE));
  const listeners = new Set<() => void>();
  return {
    get configuration() {
      return kept?.configuration ?? NOTHING_SET;
    },
    get name() {
      return kept?.name;
    },
    apply({ configuration, version, incarnation }) {
      if (configuration === undefined) return false;
      const next = { name: { version, incarnation }, configuration };
      journal.writeNotes([{ name: NOTE, value: JSON.stringify(next) }]);
      kept = next;
      for (const listener of listeners) listener();
      return true;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface Kept {
  readonly name: ConfigurationName;
  readonly configuration: Configuration;
}

/** A note of another version of this program that is not understood is pulled again. */
function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isKept.Check(value) ? (value as Kept) : undefined;
  } catch {
    return undefined;
  }
}
