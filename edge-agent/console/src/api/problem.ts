/** A refusal of the agent: the code is a row of the faults table. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  readonly permission: string | undefined;

  constructor(status: number, body: unknown) {
    const { code, retryAfterMs, permission } = (typeof body === 'object' && body !== null ? body : {}) as Record<
      string,
      unknown
    >;
    super(typeof code === 'string' ? code : `http ${status}`);
    this.name = 'Problem';
    this.code = typeof code === 'string' ? code : 'api.broken';
    this.status = status;
    this.retryAfterMs = typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
    this.permission = typeof permission === 'string' ? permission : undefined;
  }
}

/** The agent did not answer: what was asked may or may not have been done. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('the agent does not answer', { cause });
    this.name = 'Unreachable';
  }
}
