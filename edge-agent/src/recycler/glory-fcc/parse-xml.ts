/** An element without its namespace prefix; the protocol has one name for each thing. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, without that of its children, trimmed. */
  readonly text: string;
}

export type XmlRead = { readonly root: XmlElement } | { readonly mistake: string };

export const XML_DEPTH_MAX = 32;
export const XML_ELEMENTS_MAX = 20_000;
export const XML_ATTRIBUTES_MAX = 32;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ENTITY = /&([^;&]{1,10});|&/g;
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
const SPACE = /[ \t\r\n]*/y;

interface Open {
  readonly tag: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly children: Open[];
  text: string;
}

/** Thrown only inside this file, to leave nested reading at once. */
class Mistake extends Error {}

/**
 * Reads one whole document: elements, attributes, text, CDATA, comments and an XML declaration. A DTD, an entity beyond
 * the five (numbers are allowed), a second root or anything past a limit is a mistake. Throws never.
 */
export function parseXml(text: string): XmlRead {
  try {
    return { root: new Reader(text).document() };
  } catch (error) {
    if (error instanceof Mistake) return { mistake: error.message };
    throw error;
  }
}

class Reader {
  readonly #text: string;
  readonly #open: Open[] = [];
  #at = 0;
  #elements = 0;
  #root: Open | undefined;

  constructor(text: string) {
    this.#text = text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  document(): XmlElement {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf('<', this.#at);
      this.#take(this.#text.slice(this.#at, next < 0 ? undefined : next), true);
      if (next < 0) break;
      this.#at = next;
      this.#markup();
    }
    if (this.#open.length > 0) throw new Mistake(`<${this.#open.at(-1)?.tag}> has no end`);
    if (this.#root === undefined) throw new Mistake('no element');
    return trimmed(this.#root);
  }

  #markup(): void {
    if (this.#starts('<!--')) this.#past('-->', 4);
    else if (this.#starts('<![CDATA[')) this.#take(this.#past(']]>', 9), false);
    else if (this.#starts('<?')) this.#declaration();
    else if (this.#starts('</')) this.#end();
    else if (this.#starts('<!')) throw new Mistake('a DTD');
    else this.#start();
  }

  /** Text outside the root may only be space. */
  #take(text: string, hasEntities: boolean): void {
    const parent = this.#open.at(-1);
    if (parent !== undefined) parent.text += hasEntities ? resolved(text) : text;
    else if (/[^ \t\r\n]/.test(text)) throw new Mistake('text outside the root');
  }

  #declaration(): void {
    const at = this.#at;
    const inside = this.#past('?>', 2);
    if (at !== 0 || !/^xml[ \t\r\n]/.test(inside)) throw new Mistake('a processing instruction');
  }

  #start(): void {
    this.#at += 1;
    const tag = this.#name();
    this.#elements += 1;
    if (this.#elements > XML_ELEMENTS_MAX) throw new Mistake('too many elements');
    const element: Open = { tag, name: local(tag), attributes: new Map(), children: [], text: '' };
    const parent = this.#open.at(-1);
    if (parent === undefined && this.#root !== undefined) throw new Mistake('a second root');
    if (parent === undefined) this.#root = element;
    else parent.children.push(element);
    const isEmpty = this.#attributes(element.attributes);
    if (isEmpty) return;
    this.#open.push(element);
    if (this.#open.length > XML_DEPTH_MAX) throw new Mistake('too deep');
  }

  /** True when the element ends at once. */
  #attributes(into: Map<string, string>): boolean {
    for (let many = 0; ; many++) {
      const before = this.#at;
      this.#space();
      if (this.#starts('/>')) {
        this.#at += 2;
        return true;
      }
      if (this.#starts('>')) {
        this.#at += 1;
        return false;
      }
      if (this.#at === before || many >= XML_ATTRIBUTES_MAX) throw new Mistake('attributes without end');
      const name = this.#name();
      this.#space();
      if (!this.#starts('=')) throw new Mistake(`attribute ${name} has no value`);
      this.#at += 1;
      this.#space();
      this.#value(name, into);
    }
  }

  #value(name: string, into: Map<string, string>): void {
    const quote = this.#text.charAt(this.#at);
    const end = quote === '"' || quote === "'" ? this.#text.indexOf(quote, this.#at + 1) : -1;
    if (end < 0) throw new Mistake(`attribute ${name} has no value`);
    const raw = this.#text.slice(this.#at + 1, end);
    if (raw.includes('<')) throw new Mistake(`attribute ${name} holds markup`);
    this.#at = end + 1;
    // Namespaces are declared as attributes; they say nothing here, and may repeat the local name of another.
    if (name === 'xmlns' || name.startsWith('xmlns:')) return;
    if (into.has(local(name))) throw new Mistake(`attribute ${name} stands twice`);
    into.set(local(name), resolved(raw));
  }

  #end(): void {
    this.#at += 2;
    const tag = this.#name();
    this.#space();
    if (!this.#starts('>')) throw new Mistake(`</${tag} has no end`);
    this.#at += 1;
    const open = this.#open.pop();
    if (open?.tag !== tag) throw new Mistake(`</${tag}> ends nothing`);
  }

  #past(end: string, skip: number): string {
    const from = this.#at + skip;
    const found = this.#text.indexOf(end, from);
    if (found < 0) throw new Mistake(`${end} is missing`);
    this.#at = found + end.length;
    return this.#text.slice(from, found);
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const found = NAME.exec(this.#text)?.[0];
    if (found === undefined) throw new Mistake('a name is missing');
    this.#at += found.length;
    return found;
  }

  #space(): void {
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.#text)?.[0].length ?? 0;
  }

  #starts(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

function trimmed({ name, attributes, children, text }: Open): XmlElement {
  return { name, attributes, children: children.map(trimmed), text: text.trim() };
}

function resolved(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(ENTITY, (all, name: string | undefined) => {
    if (name === undefined) throw new Mistake('an & that begins nothing');
    const known = Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : undefined;
    if (known !== undefined) return known;
    const digits = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
    const code =
      digits === null ? -1 : Number.parseInt(digits[1] ?? digits[2] ?? '', digits[1] === undefined ? 10 : 16);
    if (!isCharacter(code)) throw new Mistake(`the entity ${all}`);
    return String.fromCodePoint(code);
  });
}

const isCharacter = (code: number) =>
  code === 9 || code === 10 || code === 13 || (code >= 32 && code <= 0x10_ffff && (code < 0xd800 || code > 0xdfff));

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => child.name === name);
}

export function childrenOf(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((child) => child.name === name) ?? [];
}

/** A whole number of 0 or more; undefined for anything else. */
export function wholeOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
  return Number(text);
}
