import { FAULTS, type FaultCode, faultEntry } from '@tillbridge/shared/faults';
import type { FaultEntry } from '@tillbridge/shared/faults/fault';
import type { Problem } from '@tillbridge/shared/reads';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
export type Language = 'en' | 'th';

export interface ProblemWish {
  readonly code: string;
  readonly requestId: string;
  readonly language: Language;
  readonly detail?: string | undefined;
  readonly errors?: Problem['errors'];
  /** Where the transport has a more exact status than the table. */
  readonly status?: number;
}

const FALLBACK: FaultCode = 'api.broken';

/** RFC 9457 from the one table of faults. A code that ends no request by itself is a refused input (422). */
export function problemOf(wish: ProblemWish): Problem {
  const entry: FaultEntry = faultEntry(wish.code) ?? FAULTS[FALLBACK];
  const code = faultEntry(wish.code) === undefined ? FALLBACK : wish.code;
  return {
    type: `urn:tillbridge:fault:${code}`,
    title: entry.meaning[wish.language],
    status: wish.status ?? entry.status ?? 422,
    code,
    remedy: entry.remedy[wish.language],
    requestId: wish.requestId,
    ...(wish.detail === undefined ? {} : { detail: wish.detail }),
    ...(wish.errors === undefined ? {} : { errors: wish.errors }),
  };
}

/** Thai where the caller asks for it first, English otherwise. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*th\b/i.test(acceptLanguage ?? '') ? 'th' : 'en';
}
