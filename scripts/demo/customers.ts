import { randomUUID } from 'node:crypto';
import { believableSale, type Dice, type Wish } from './wishes.ts';

/** Where one shop's agent takes orders from its till. */
export interface Till {
  readonly shop: string;
  /** Local API of the agent, `http://127.0.0.1:4310`. */
  readonly url: string;
  readonly token: string;
}

export interface Shopping {
  readonly till: Till;
  readonly dice: Dice;
  readonly signal: AbortSignal;
  /** Pause between two customers, in milliseconds. */
  readonly pauseMs: { readonly min: number; readonly max: number };
  readonly say: (line: string) => void;
}

/** What the machine took and gave for one wish. */
interface Outcome {
  readonly outcome: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

/** A till asks again with the same key until it has an answer, as every till should. */
const TRIES_MAX = 40;
const AGAIN_MS = 1_500;
const ANSWER_MS = 240_000;
/** From here on what was taken goes to sellers of goods, so that a demo machine is neither full nor empty after a night. */
const BUY_FROM_MINOR = 250_000;

/** Customers of one shop, one after another, until the signal. Never rejects: what fails is said and the next comes. */
export async function keepBuying({ till, dice, signal, pauseMs, say }: Shopping): Promise<void> {
  let takenMinor = 0;
  for (let number = 1; !signal.aborted; number++) {
    const wish = believableSale(dice, takenMinor >= BUY_FROM_MINOR ? takenMinor : 0);
    const reference = `${wish.path === '/v1/sales' ? 'R' : 'P'}${String(number).padStart(5, '0')}`;
    const outcome = await ask(till, { ...wish, reference }, signal);
    if (typeof outcome === 'string') say(`${till.shop}: ${outcome}`);
    else {
      takenMinor += outcome.inMinor - outcome.outMinor;
      if (outcome.outcome !== 'completed') say(`${till.shop}: ${reference} ${outcome.outcome}`);
    }
    await pause(pauseMs.min + dice() * (pauseMs.max - pauseMs.min), signal);
  }
}

/** The outcome, or why there is none. */
async function ask(
  till: Till,
  wish: Wish & { readonly reference: string },
  signal: AbortSignal,
): Promise<Outcome | string> {
  const key = randomUUID();
  const { path, ...body } = wish;
  let last = 'no answer';
  for (let tries = 0; tries < TRIES_MAX && !signal.aborted; tries++) {
    const answer = await post(`${till.url}${path}`, till.token, key, body, signal);
    if ('outcome' in answer) return answer;
    last = answer.code;
    if (!answer.again) return last;
    await pause(AGAIN_MS, signal);
  }
  return last;
}

type Answer = Outcome | { readonly code: string; readonly again: boolean };

async function post(url: string, token: string, key: string, body: object, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
    });
    const answer: unknown = await response.json();
    if (response.ok) return answer as Outcome;
    const code =
      typeof answer === 'object' && answer !== null && 'code' in answer ? String(answer.code) : String(response.status);
    return { code, again: response.status >= 500 || code === 'counter.busy' || code === 'counter.reconciling' };
  } catch (error) {
    return { code: error instanceof Error ? error.message : String(error), again: true };
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });
}
