/** What a fault means and what to do about it, in both languages of the screens. */
export interface FaultEntry {
  /** HTTP status where the fault ends a request; absent for faults that are only raised or recorded. */
  readonly status?: number;
  readonly meaning: { readonly en: string; readonly th: string };
  readonly remedy: { readonly en: string; readonly th: string };
}

/** An expected failure, thrown where it is known and answered or logged once. Bugs stay plain errors. */
export class Fault extends Error {
  readonly code: string;
  /** Extra facts for the log and the problem document; never a secret. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(code: string, extra: Readonly<Record<string, unknown>> = {}) {
    super(code);
    this.name = 'Fault';
    this.code = code;
    this.extra = extra;
  }
}
