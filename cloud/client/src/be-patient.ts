const SAFE = new Set(['GET', 'HEAD']);
const ASKS_TO_WAIT = new Set([429, 503]);
const MS_PER_S = 1_000;

export interface Patience {
  /** How often a read is asked again that was told to wait; 0 for never. */
  readonly retriesMax: number;
  /** Whoever is told to wait longer gets that answer at once. */
  readonly waitMsMax: number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

export const PATIENCE: Patience = { retriesMax: 3, waitMsMax: 60_000, sleep };

/** A fetch that asks a read again where the answer is 429 or 503 and says when (Retry-After). Changes are asked once. */
export function bePatient(ask: typeof fetch, { retriesMax, waitMsMax, sleep }: Patience): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    if (!SAFE.has(request.method)) return ask(request);
    for (let tried = 0; ; tried++) {
      const answer = await ask(request.clone());
      const waitMs = ASKS_TO_WAIT.has(answer.status) ? retryAfterMs(answer, Date.now()) : undefined;
      if (waitMs === undefined || waitMs > waitMsMax || tried >= retriesMax) return answer;
      await answer.body?.cancel();
      await sleep(waitMs, request.signal);
    }
  };
}

/** Seconds or a date, as HTTP has it; undefined where it says neither. */
export function retryAfterMs({ headers }: Response, nowMs: number): number | undefined {
  const said = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(said)) return Number(said) * MS_PER_S;
  const date = Date.parse(said);
  return Number.isNaN(date) ? undefined : Math.max(0, date - nowMs);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
