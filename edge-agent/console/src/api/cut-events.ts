/** Largest piece of an event that may wait for its end; beyond it the stream is not one of ours. */
export const EVENT_CHARACTERS_MAX = 1_000_000;

export interface StreamEvent {
  readonly name: string;
  readonly data: string;
}

/** Whole events out of the text of a stream so far, and what is left of it. Comments are signs of life and give none. */
export function cutEvents(text: string): { readonly events: readonly StreamEvent[]; readonly rest: string } {
  const parts = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = parts.pop() ?? '';
  return { events: parts.flatMap(eventOf), rest };
}

function eventOf(part: string): StreamEvent[] {
  let name = 'message';
  const data: string[] = [];
  for (const line of part.split('\n')) {
    if (line.startsWith('event:')) name = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
  }
  return data.length === 0 ? [] : [{ name, data: data.join('\n') }];
}
