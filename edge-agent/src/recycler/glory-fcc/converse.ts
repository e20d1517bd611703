import type { Timing } from '../timing.ts';
import { type FccOperation, OPERATIONS } from './constants.ts';
import { type FccAnswer, parseAnswer } from './parse-answer.ts';
import { postSoap } from './post-soap.ts';
import { soapRequest } from './requests.ts';

/** Milliseconds and counts of the driver. */
export interface FccPace {
  readonly connectMs: number;
  /** For requests that answer at once. */
  readonly answerMs: number;
  /** For orders that move cash without a customer paying in: Cashout, EndCashin, CashinCancel, Reset. */
  readonly orderMs: number;
  /** Added to the time a customer has, before the answer of a Change counts as lost. */
  readonly changeGraceMs: number;
  /** Between two looks at a machine that is at rest; its events say everything sooner. */
  readonly heartbeatMs: number;
  /** Between two looks at a machine that is at work, and between two tries. */
  readonly lookMs: number;
  /** How long an outlet may stay full before a new order is refused. */
  readonly outletMs: number;
  /** How long a lost order is looked for. */
  readonly findMs: number;
}

export const FCC_PACE: FccPace = {
  connectMs: 5_000,
  answerMs: 10_000,
  orderMs: 200_000,
  changeGraceMs: 200_000,
  heartbeatMs: 30_000,
  lookMs: 2_000,
  outletMs: 30_000,
  findMs: 300_000,
};

/** `unsent`: it certainly did not arrive. `lost`: it may have, and may have been obeyed. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: FccAnswer }
  | { readonly kind: 'unsent' | 'lost'; readonly reason: string };

export interface Ask {
  readonly operation: FccOperation;
  readonly rest?: string;
  readonly id?: string;
  readonly sessionId?: string;
  readonly seqNo?: string;
  readonly timeoutMs?: number;
  /** Gives the request up: its answer has come another way. */
  readonly signal?: AbortSignal;
}

export interface Conversation {
  /** Never rejects. Several may run at once: a cancel goes out beside the order that it ends. */
  ask(ask: Ask): Promise<Reply>;
  /** A number that no request of this program has had, also not before a restart. */
  nextSeqNo(): string;
  /** Ends every request at once; later ones are unsent. */
  hangUp(): void;
  allow(): void;
}

export interface ConverseOptions {
  readonly url: URL;
  readonly timing: Timing;
  readonly pace: FccPace;
  readonly onFrame: (direction: 'out' | 'in', text: string) => void;
  /** Told after each request whether the machine was there. */
  readonly onLink: (up: boolean) => void;
}

export function createConversation({ url, timing, pace, onFrame, onLink }: ConverseOptions): Conversation {
  let open = new AbortController();
  let seqNo = Math.floor(timing.nowMs());
  const nextSeqNo = () => {
    seqNo += 1;
    return String(seqNo);
  };
  return {
    nextSeqNo,
    async ask({ operation, rest, id, sessionId, seqNo: own, timeoutMs, signal }) {
      const given = signal === undefined ? open.signal : AbortSignal.any([open.signal, signal]);
      const head = {
        seqNo: own ?? nextSeqNo(),
        ...(id === undefined ? {} : { id }),
        ...(sessionId === undefined ? {} : { sessionId }),
      };
      const body = soapRequest(operation, head, rest);
      onFrame('out', withoutPassword(body));
      const posted = await postSoap({
        url,
        action: OPERATIONS[operation].action,
        body,
        timeoutMs: timeoutMs ?? pace.answerMs,
        connectMs: pace.connectMs,
        timing,
        signal: given,
      });
      if (posted.kind !== 'text') {
        if (!given.aborted) onLink(false);
        return posted;
      }
      onFrame('in', posted.text);
      onLink(true);
      return replyOf(operation, posted.text);
    },
    hangUp: () => open.abort(),
    allow() {
      open = new AbortController();
    },
  };
}

/** An answer that cannot be read, or that belongs to something else, is as good as none. */
function replyOf(operation: FccOperation, text: string): Reply {
  const read = parseAnswer(text);
  if ('mistake' in read) return { kind: 'lost', reason: read.mistake };
  const expected = `${OPERATIONS[operation].element}Response`;
  if (read.answer.name !== expected) return { kind: 'lost', reason: `${read.answer.name} in place of ${expected}` };
  return { kind: 'answer', answer: read.answer };
}

const withoutPassword = (body: string) => body.replace(/(<n:UserPwd>)[^<]*/, '$1…');
