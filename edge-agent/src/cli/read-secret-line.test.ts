import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readSecretLine } from './read-secret-line.ts';

/** Behaves as a terminal or a pipe: what is typed arrives, and raw mode is remembered. */
function inputWith(isTTY: boolean, ...parts: readonly string[]) {
  const raw: boolean[] = [];
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: (on: boolean) => void raw.push(on) });
  for (const part of parts) input.write(part);
  if (!isTTY) input.end();
  const said: string[] = [];
  const read = (charactersMax = 50) =>
    readSecretLine(input as never, { write: (text) => said.push(text) }, 'Key: ', charactersMax);
  return { read, said, raw };
}

describe('a secret that is typed', () => {
  it('is never shown, and the terminal is as before afterwards', async () => {
    const { read, said, raw } = inputWith(true, 'tb_te', 'st\u007fst_x', '\r');
    expect(await read()).toBe('tb_tesst_x');
    expect(said.join('')).toBe('Key: \n');
    expect(raw).toEqual([true, false]);
  });

  it('is nothing after Ctrl-C', async () => {
    const { read, raw } = inputWith(true, 'tb_te\u0003');
    expect(await read()).toBe('');
    expect(raw).toEqual([true, false]);
  });

  it('comes out of a pipe, without a prompt, its first line only and no longer than it may be', async () => {
    const piped = inputWith(false, 'tb_test_x\nsecond line\n');
    expect(await piped.read()).toBe('tb_test_x');
    expect(piped.said).toEqual([]);
    expect(await inputWith(false, 'x'.repeat(1_000)).read()).toHaveLength(50);
    expect(await inputWith(false).read()).toBe('');
  });
});
