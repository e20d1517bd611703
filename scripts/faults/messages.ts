/** What travels between the suite and the processes it drives: one command, one answer, both plain JSON. */
export interface Command {
  readonly no: number;
  readonly name: string;
  readonly with: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly no: number;
  readonly value?: unknown;
  readonly error?: { readonly name: string; readonly message: string; readonly code?: string };
}

/** One line of a child's own report file, written before and after each commit. */
export type ReportLine =
  | { readonly at: 'try'; readonly key: number }
  | {
      readonly at: 'done';
      readonly key: number;
      readonly epoch: string;
      readonly sequence: number;
      readonly id: string;
      readonly hash: string;
    };

/** Intervals of the delivery, shortened so that a run lasts a second instead of minutes. */
export interface Pace {
  readonly openEveryMs: number;
  readonly refusedMs: number;
  readonly backOffMaxMs: number;
  readonly answerWithinMs: number;
}

export interface Credentials {
  readonly agent: string;
  readonly key: string;
  readonly privateKeyPem: string;
}

/** State of one agent process as the suite needs it. */
export interface AgentState {
  readonly epoch: string;
  readonly last: number;
  readonly acked: number;
  readonly pending: number;
  readonly connection: string;
}
