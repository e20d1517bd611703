/** What the bench may ask of the agent beside its own API. */
export interface AgentProbe {
  pending(): number;
  setDown(down: boolean): void;
}

/** Memory after everything that nobody holds was let go; bytes. */
export interface Sample {
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly pending: number;
}

export type ProbeQuestion = { readonly ask: 'sample' } | { readonly ask: 'line'; readonly down: boolean };

/** Answers a question that came from the process above. Needs `--expose-gc`. */
export function answerProbe(probe: AgentProbe, message: unknown): void {
  const question = message as ProbeQuestion;
  if (question.ask === 'line') {
    probe.setDown(question.down);
    process.send?.({ line: question.down });
    return;
  }
  // What finalizers let go is collected by the second.
  globalThis.gc?.();
  setImmediate(() => {
    globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    const sample: Sample = { heapBytes: heapUsed + external, rssBytes: rss, pending: probe.pending() };
    process.send?.(sample);
  });
}
