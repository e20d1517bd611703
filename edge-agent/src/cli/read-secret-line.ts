import type { ReadStream } from 'node:tty';

/** Return, line feed, and Ctrl-D. */
const ENDS: readonly string[] = ['\r', '\n', '\u0004'];
const INTERRUPT = '\u0003';
const ERASES: readonly string[] = ['\u0008', '\u007f'];

type Input = Pick<NodeJS.ReadStream, 'setEncoding' | typeof Symbol.asyncIterator> & Partial<ReadStream>;

/**
 * One line from a person, without an echo, or from what is piped in. Nothing beyond its first line or `charactersMax`
 * is kept. Empty after Ctrl-C or at the end of the input.
 */
export async function readSecretLine(
  input: Input,
  prompts: { write(text: string): unknown },
  prompt: string,
  charactersMax: number,
): Promise<string> {
  const typed = input.isTTY === true;
  input.setEncoding('utf8');
  if (typed) {
    prompts.write(prompt);
    input.setRawMode?.(true);
  }
  try {
    return await firstLine(input, charactersMax);
  } finally {
    if (typed) {
      input.setRawMode?.(false);
      prompts.write('\n');
    }
  }
}

async function firstLine(input: Input, charactersMax: number): Promise<string> {
  let line = '';
  for await (const part of input as AsyncIterable<string>) {
    for (const letter of part) {
      if (letter === INTERRUPT) return '';
      if (ENDS.includes(letter)) return line;
      if (ERASES.includes(letter)) line = line.slice(0, -1);
      else if (line.length < charactersMax) line += letter;
    }
  }
  return line;
}
