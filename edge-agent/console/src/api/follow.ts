import { cutEvents, EVENT_CHARACTERS_MAX, type StreamEvent } from './cut-events.ts';
import { Problem, Unreachable } from './problem.ts';

/** Longer than the agent is ever silent on this stream; then the line is taken for dead. */
export const SILENT_MS = 40_000;

export interface FollowOptions {
  readonly path: string;
  readonly token: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => void;
}

/** Reads the agent's events until the stream ends. Resolves never with good news: it throws `Problem` or `Unreachable`. */
export async function follow({ path, token, signal, onEvent }: FollowOptions): Promise<never> {
  const quiet = new AbortController();
  let timer = setTimeout(() => quiet.abort(), SILENT_MS);
  try {
    const answer = await fetch(path, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.any([signal, quiet.signal]),
    });
    if (!answer.ok || answer.body === null) throw new Problem(answer.status, await answer.json().catch(() => null));
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) throw new Unreachable('the stream ended');
      clearTimeout(timer);
      timer = setTimeout(() => quiet.abort(), SILENT_MS);
      const { events, rest } = cutEvents(text + value);
      if (rest.length > EVENT_CHARACTERS_MAX) throw new Unreachable('an event without an end');
      text = rest;
      for (const event of events) onEvent(event);
    }
  } catch (error) {
    throw error instanceof Problem || error instanceof Unreachable ? error : new Unreachable(error);
  } finally {
    clearTimeout(timer);
  }
}
