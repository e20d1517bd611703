import type { FccAnswer } from './parse-answer.ts';

/** Answers heard on the event line, which repeats nearly every one; a second witness when the first is lost. */
export interface Echoes {
  /** True when it was not heard before. */
  heard(answer: FccAnswer): boolean;
  /** Resolves when the answer to this request is repeated, and gives the request itself up. */
  when(id: string, seqNo: string, request: AbortController): Promise<FccAnswer>;
  past(seqNo: string): FccAnswer | undefined;
  forget(seqNo: string): void;
}

export const ECHOES_MAX = 64;

export function createEchoes(): Echoes {
  const past = new Map<string, FccAnswer>();
  const waiting = new Map<string, (answer: FccAnswer) => void>();
  return {
    heard(answer) {
      const key = `${answer.name}/${answer.seqNo}`;
      if (past.has(key)) return false;
      past.set(key, answer);
      const [oldest] = past.keys();
      if (past.size > ECHOES_MAX && oldest !== undefined) past.delete(oldest);
      waiting.get(`${answer.id}/${answer.seqNo}`)?.(answer);
      return true;
    },
    when(id, seqNo, request) {
      return new Promise((resolve) => {
        waiting.set(`${id}/${seqNo}`, (answer) => {
          resolve(answer);
          request.abort();
        });
      });
    },
    past(seqNo) {
      return [...past.values()].find((answer) => answer.seqNo === seqNo);
    },
    forget(seqNo) {
      for (const key of waiting.keys()) if (key.endsWith(`/${seqNo}`)) waiting.delete(key);
    },
  };
}
