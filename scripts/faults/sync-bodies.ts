import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Weather } from './network.ts';

/** The lines of a batch as text; the first is the envelope. */
export function batchLines(body: Buffer): string[] {
  return plainOf(body)
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/** SHA-256 of each fact's line, of the bytes as they are: a bad disk leaves some that are no text. */
export function lineHashes(body: Buffer): string[] {
  const plain = plainOf(body);
  const hashes: string[] = [];
  for (let start = plain.indexOf(0x0a) + 1; start > 0 && start < plain.length; ) {
    const newline = plain.indexOf(0x0a, start);
    const end = newline < 0 ? plain.length : newline;
    hashes.push(createHash('sha256').update(plain.subarray(start, end)).digest('hex'));
    start = end + 1;
  }
  return hashes;
}

function plainOf(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
}

/** The body as it arrives: altered where the weather is to alter it. */
export function alterOnTheWay(weather: Weather, body: Buffer, forged: Set<string>): Buffer {
  if (weather === 'alter-line') return alterFirstLine(body, forged);
  return weather === 'alter-again' ? alterAgain(body, forged) : body;
}

/** Changes one digit of the first fact; envelope and the later lines stay true, so only the second link shows it. */
function alterFirstLine(body: Buffer, forged: Set<string>): Buffer {
  const altered = batchLines(body).map((line, at) =>
    at === 1 ? line.replace(/"clockOk":true/, '"clockOk":false') : line,
  );
  forged.add(
    createHash('sha256')
      .update(altered[1] ?? '')
      .digest('hex'),
  );
  return gzipSync(Buffer.from(`${altered.join('\n')}\n`));
}

interface Again {
  readonly lines: readonly { readonly sequence: number; readonly line: string }[];
}

const altered = (line: string): string => line.replace(/"clockOk":true/, '"clockOk":false');

export function canAlterAgain(body: Buffer): boolean {
  return (JSON.parse(body.toString('utf8')) as Again).lines.some(({ line }) => altered(line) !== line);
}

/** Changes each line that a shop sends again of what it was asked for. */
function alterAgain(body: Buffer, forged: Set<string>): Buffer {
  const said = JSON.parse(body.toString('utf8')) as Again;
  const lines = said.lines.map(({ sequence, line }) => ({ sequence, line: altered(line) }));
  for (const { line } of lines) forged.add(createHash('sha256').update(line).digest('hex'));
  return Buffer.from(JSON.stringify({ ...said, lines }));
}
