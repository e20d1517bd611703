import {
  createEventCutter,
  EVENT_BYTES_MAX,
  type EventHeard,
} from '@tillbridge/edge-agent/recycler/glory-fcc/cut-events';
import { parseAnswer, parseEvent } from '@tillbridge/edge-agent/recycler/glory-fcc/parse-answer';
import { parseXml, XML_DEPTH_MAX, type XmlElement } from '@tillbridge/edge-agent/recycler/glory-fcc/parse-xml';
import { soapRequest } from '@tillbridge/edge-agent/recycler/glory-fcc/requests';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const encoder = new TextEncoder();
const messages = (heard: readonly EventHeard[]) =>
  heard.flatMap((each) => (each.kind === 'message' ? [each.text] : []));
/** A message as a machine sends it; names of people may hold any letter. */
const message = fc.string({ unit: 'grapheme' }).map((name) => {
  const safe = [...name].filter((letter) => letter > ' ' && !'<>&'.includes(letter)).join('');
  return `<BbxEventRequest><StatusChangeEvent><Status>4</Status><User>${safe}</User></StatusChangeEvent></BbxEventRequest>`;
});
/** Bytes that hold neither an end nor the start of a message. */
const noise = fc
  .uint8Array({ minLength: 1, maxLength: 40 })
  .map((bytes) => bytes.map((byte) => (byte === 0 || byte === 0x3c ? 7 : byte)));

function bytesOf(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...encoder.encode(part), 0] : [...part])),
  );
}

function pushCut(bytes: Uint8Array, cuts: readonly number[]): EventHeard[] {
  const cutter = createEventCutter();
  const out: EventHeard[] = [];
  let from = 0;
  for (const cut of [...cuts.map((each) => each % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    out.push(...cutter.push(bytes.subarray(from, cut)));
    from = cut;
  }
  return out;
}

describe('the event line', () => {
  test('gives the same events however it is cut into packets', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(message, noise), { maxLength: 6 }),
        fc.array(fc.nat(), { maxLength: 12 }),
        (parts, cuts) => {
          const bytes = bytesOf(parts);
          expect(pushCut(bytes, cuts)).toEqual(pushCut(bytes, []));
        },
      ),
    );
  });

  test('loses nothing but the noise itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, message), { maxLength: 6 }), (pairs) => {
        const heard = pushCut(bytesOf(pairs.flat()), []);
        expect(messages(heard)).toEqual(pairs.map(([, text]) => text));
      }),
    );
  });

  test('a message that broke off costs only itself', () => {
    fc.assert(
      fc.property(message, message, fc.nat(), (first, second, at) => {
        const broken = encoder.encode(first).slice(0, 1 + (at % (first.length - 1)));
        expect(messages(pushCut(bytesOf([broken, second]), [])).at(-1)).toBe(second);
      }),
    );
  });

  test('a message without end is given up at its limit, and the next one is heard', () => {
    const cutter = createEventCutter();
    const long = new Uint8Array(EVENT_BYTES_MAX + 10).fill(0x41);
    expect(cutter.push(long)).toEqual([]);
    expect(cutter.pending()).toBe(0);
    const heard = cutter.push(bytesOf([Uint8Array.of(0), '<BbxEventRequest><HeartBeatEvent/></BbxEventRequest>']));
    expect(heard).toMatchObject([{ kind: 'noise', why: 'length', bytes: long.length }, { kind: 'message' }]);
  });

  test('letters that are cut in two are whole again', () => {
    const bytes = bytesOf(['<BbxEventRequest>ธนบัตร</BbxEventRequest>']);
    for (let at = 0; at < bytes.length; at++)
      expect(messages(pushCut(bytes, [at]))).toEqual(['<BbxEventRequest>ธนบัตร</BbxEventRequest>']);
  });

  test('bytes that are no text are noise, not letters', () => {
    const bytes = Uint8Array.of(...encoder.encode('<BbxEventRequest>'), 0xff, 0);
    expect(createEventCutter().push(bytes)).toMatchObject([{ kind: 'noise', why: 'text' }]);
  });
});

const name = fc.stringMatching(/^[a-z]{1,11}$/);
const tree: fc.Memo<XmlElement> = fc.memo((depth) =>
  fc
    .record({
      name,
      attributes: fc.dictionary(name, fc.string(), { maxKeys: 4 }),
      text: fc.string().map((each) => each.trim()),
      children: depth > 1 ? fc.array(tree(depth - 1), { maxLength: 3 }) : fc.constant<XmlElement[]>([]),
    })
    .map((each) => ({ ...each, attributes: new Map(Object.entries(each.attributes)) })),
);
const asNumbers = (text: string) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

function written({ name: tag, attributes, text, children }: XmlElement, prefix: string): string {
  const named = [...attributes].map(([key, value]) => ` ${prefix}${key}="${asNumbers(value)}"`).join('');
  return `<${prefix}${tag}${named}>${asNumbers(text)}${children.map((each) => written(each, prefix)).join('<!-- -->')}</${prefix}${tag}>`;
}

describe('XML', () => {
  test('is read as it was written, with any prefix', () => {
    fc.assert(
      fc.property(tree(4), fc.constantFrom('', 'n:', 'bru:'), (root, prefix) => {
        expect(parseXml(`<?xml version="1.0"?>${written(root, prefix)}`)).toEqual({ root });
      }),
    );
  });

  test('no text throws, whatever it is', () => {
    const pieces = fc.constantFrom(
      '<a>',
      '</a>',
      '<a b="c"',
      '/>',
      '&amp;',
      '&',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?',
      '?>',
      '<!',
      'x',
      ' ',
      '"',
      '<n:b ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 20 }).map((all) => all.join('')),
        ),
        (text) => {
          parseXml(text);
          parseAnswer(text);
          parseEvent(text);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    ['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['an entity beyond the five', '<a>&nbsp;</a>'],
    ['a character that is none', '<a>&#0;</a>'],
    ['a second root', '<a/><b/>'],
    ['text outside the root', '<a/>b'],
    ['an end that ends another', '<a><b></a></b>'],
    ['an element without end', '<a><b></b>'],
    ['an attribute twice', '<a n:b="1" b="2"/>'],
    ['an instruction', '<a/><?php ?>'],
    ['nothing', ''],
  ])('%s is a mistake', (_what, text) => {
    expect(parseXml(text)).toHaveProperty('mistake');
  });

  test('depth has a limit, and long input is read in time that grows with its length', () => {
    expect(parseXml('<a>'.repeat(XML_DEPTH_MAX + 1))).toEqual({ mistake: 'too deep' });
    const startMs = performance.now();
    parseXml(`<a>${'<'.repeat(500_000)}`);
    parseXml(`<a ${' '.repeat(500_000)}`);
    parseXml(`<a>${'&amp;'.repeat(100_000)}</a>`);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

test('what is sent can be read, whatever a name holds', () => {
  fc.assert(
    fc.property(
      fc.string().filter((each) => /^[\t\n\r -\uD7FF]*$/.test(each)),
      (id) => {
        const read = parseXml(soapRequest('GetStatus', { id, seqNo: '1' }));
        expect(read).toHaveProperty('root.name', 'Envelope');
      },
    ),
  );
});
