import { CASH_KINDS, FORMS } from '@tillbridge/shared/cash';
import { MAPPED_NAMES, type MappedName, NAME_CHARACTERS_MAX } from '@tillbridge/shared/reads-mappings';

/** How deep a body holds names: a denomination in the contents of a unit of a reading. */
const DEPTH_MAX = 6;
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** One approved mapping of a shop. */
export interface NameMapping {
  readonly id: string;
  readonly what: MappedName;
  readonly from: string;
  readonly to: string;
}

export interface NamedThing {
  readonly what: MappedName;
  readonly name: string;
}

/**
 * The names a shop knows, and what its approved mappings say about those that it does not. A name that is known is never
 * read as another one, whatever a mapping says, and nothing is read as a name that is not known (any more).
 */
export class ShopNames {
  readonly #known: Readonly<Record<MappedName, ReadonlySet<string>>>;
  readonly #mappings: ReadonlyMap<string, NameMapping>;

  constructor(machines: ReadonlyMap<string, string>, mappings: readonly NameMapping[] = []) {
    this.#known = {
      machine: new Set(machines.keys()),
      currency: new Set(machines.values()),
      kind: new Set(CASH_KINDS),
      form: new Set(FORMS),
    };
    this.#mappings = new Map(mappings.map((mapping) => [keyOf(mapping.what, mapping.from), mapping]));
  }

  knows(what: MappedName, name: string): boolean {
    return this.#known[what].has(name);
  }

  /** Replaces unknown names of a parsed line in place; the ids of the mappings that said so. */
  rename(line: unknown): readonly string[] {
    const used = new Set<string>();
    eachName(line, ({ what, name }, replace) => {
      if (this.knows(what, name)) return;
      const mapping = this.#mappings.get(keyOf(what, name));
      if (mapping === undefined || !this.knows(what, mapping.to)) return;
      replace(mapping.to);
      used.add(mapping.id);
    });
    return [...used];
  }

  /** Names of a parsed line that the shop does not know, each once. */
  unknownIn(line: unknown): readonly NamedThing[] {
    const unknown = new Map<string, NamedThing>();
    eachName(line, (thing) => {
      if (!this.knows(thing.what, thing.name)) unknown.set(keyOf(thing.what, thing.name), thing);
    });
    return [...unknown.values()];
  }
}

function keyOf(what: MappedName, name: string): string {
  return `${what} ${name}`;
}

type Visit = (thing: NamedThing, replace: (to: string) => void) => void;

/** Every name in the body of a line. The envelope around it is the place of the line and is never touched. */
function eachName(line: unknown, visit: Visit): void {
  if (isRecord(line)) visitNames(line['body'], visit, 0);
}

function visitNames(value: unknown, visit: Visit, depth: number): void {
  if (depth > DEPTH_MAX) return;
  if (Array.isArray(value)) {
    for (const each of value) visitNames(each, visit, depth + 1);
  } else if (isRecord(value)) {
    for (const [key, inner] of Object.entries(value)) {
      if (isNamed(key) && isName(inner)) {
        visit({ what: key, name: inner }, (to) => {
          value[key] = to;
        });
      } else visitNames(inner, visit, depth + 1);
    }
  }
}

function isNamed(key: string): key is MappedName {
  return (MAPPED_NAMES as readonly string[]).includes(key);
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= NAME_CHARACTERS_MAX && !UNSTORABLE.test(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
