import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, column } from './export-list.ts';
import { writeCsv } from './write-csv.ts';

const COLUMNS = [column('Name', 'ชื่อ'), column('Amount', 'จำนวน', 'amount'), column('So', 'ใช่', 'yes')];

async function csv(rows: readonly (readonly Cell[])[], bom = false, language: 'en' | 'th' = 'en'): Promise<string> {
  async function* batches() {
    yield rows;
  }
  let text = '';
  for await (const piece of writeCsv(batches(), { columns: COLUMNS, language, bom })) text += piece;
  return text;
}

/** RFC 4180 read back by the letter, as a strict reader would. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  let [field, quoted] = ['', false];
  for (let i = 0; i < text.length; i += 1) {
    const at = text[i] ?? '';
    if (quoted && at === '"' && text[i + 1] === '"') {
      field += '"';
      i += 1;
    } else if (at === '"') quoted = !quoted;
    else if (!quoted && at === ',') {
      rows.at(-1)?.push(field);
      field = '';
    } else if (!quoted && at === '\r' && text[i + 1] === '\n') {
      rows.at(-1)?.push(field);
      rows.push([]);
      field = '';
      i += 1;
    } else field += at;
  }
  return rows.slice(0, -1);
}

describe('CSV', () => {
  it('begins with a header in the language asked for, and with a byte order mark only where it is wanted', async () => {
    expect(await csv([], false)).toBe('Name,Amount,So\r\n');
    expect(await csv([], true, 'th')).toBe('\uFEFFชื่อ,จำนวน,ใช่\r\n');
  });

  it('quotes what RFC 4180 wants quoted, and nothing else', async () => {
    expect(await csv([['a "b", c\r\nd', '1275.50', true]])).toBe('Name,Amount,So\r\n"a ""b"", c\r\nd",1275.50,yes\r\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'makes the formula %j a text',
    async (text) => {
      expect(parse(await csv([[text, '1.00', false]]))[1]?.[0]).toBe(`'${text}`);
    },
  );

  it('leaves a negative amount a number', async () => {
    expect(await csv([['x', '-5.00', false]])).toContain('x,-5.00,no');
  });

  it('gives any text back to a strict reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), async (texts) => {
        const read = parse(await csv(texts.map((text) => [text, '1.00', true]))).slice(1);
        expect(read.map(([text]) => text?.replace(/^'(?=[=+\-@\t\r\n])/, ''))).toEqual(texts);
      }),
    );
  });
});
