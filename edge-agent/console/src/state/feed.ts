import type { StreamEvent } from '../api/cut-events.ts';
import { Problem } from '../api/problem.ts';

export type Follow = (options: {
  readonly token: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: StreamEvent) => void;
}) => Promise<never>;

export interface FeedParts {
  readonly follow: Follow;
  readonly pause: (ms: number) => Promise<void>;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onLost: () => void;
  readonly onSignedOut: () => void;
}

const AGAIN_FIRST_MS = 300;
const AGAIN_MOST_MS = 3_000;

/** The agent's events for whoever is signed in, followed again and again until the session ends. */
export function openFeed(parts: FeedParts) {
  let current: AbortController | undefined;

  async function listen(token: string, { signal }: AbortController): Promise<void> {
    let waitMs = AGAIN_FIRST_MS;
    while (!signal.aborted) {
      try {
        await parts.follow({
          token,
          signal,
          onEvent(event) {
            if (signal.aborted) return;
            waitMs = AGAIN_FIRST_MS;
            parts.onEvent(event);
          },
        });
      } catch (error) {
        if (signal.aborted) return;
        if (error instanceof Problem && error.status === 401) return parts.onSignedOut();
        parts.onLost();
      }
      await parts.pause(waitMs);
      waitMs = Math.min(waitMs * 2, AGAIN_MOST_MS);
    }
  }

  return {
    start(token: string): void {
      current?.abort();
      current = new AbortController();
      void listen(token, current);
    },
    stop: () => current?.abort(),
  };
}
