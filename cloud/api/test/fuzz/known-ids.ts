const ID = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|[0-9a-f]{64})$/;
const KNOWN_MAX = 400;

/** Ids that mean something in the world that is fuzzed, by the names under which answers told them. */
export interface KnownIds {
  /** Those told under this name; all of them beside it for the bare `id` of a path, and where nothing was told. */
  readonly named: (name: string) => readonly string[];
  /** Takes the ids out of a JSON answer; a text that is none teaches nothing. */
  readonly learn: (answer: string) => void;
}

export function knownIds(first: Readonly<Record<string, readonly string[]>>): KnownIds {
  const byName = new Map<string, Set<string>>();
  let size = 0;
  const add = (name: string, id: string) => {
    const ids = byName.get(name) ?? new Set();
    byName.set(name, ids);
    if (size >= KNOWN_MAX || ids.has(id)) return;
    ids.add(id);
    size += 1;
  };
  const walk = (name: string, value: unknown): void => {
    if (typeof value === 'string' && ID.test(value)) add(name, value);
    else if (Array.isArray(value)) for (const one of value) walk(name, one);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) walk(key, inner);
  };
  for (const [name, ids] of Object.entries(first)) for (const id of ids) add(name, id);
  return {
    named(name) {
      const told = [...(byName.get(name) ?? [])];
      if (told.length > 0 && name !== 'id') return told;
      return [...told, ...[...byName.values()].flatMap((ids) => [...ids])];
    },
    learn(answer) {
      try {
        walk('', JSON.parse(answer));
      } catch {
        // A page or an empty answer.
      }
    },
  };
}
