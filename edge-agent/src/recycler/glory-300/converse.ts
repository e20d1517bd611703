import type { Timing } from '../timing.ts';
import { createFrameCutter, type NoiseHeard } from './cut-frames.ts';
import { type Answer, beginExchange, type ExchangeStep, nextExchange, type Question } from './exchange.ts';

export interface ConverseOptions {
  /** Hands bytes to the port; false when the link is down. */
  readonly write: (bytes: Uint8Array) => boolean;
  readonly timing: Timing;
  readonly answerMs: number;
  readonly enquiryMs: number;
  readonly onNoise?: (noise: NoiseHeard) => void;
}

export interface Conversation {
  /** One exchange at a time, in the order asked. Never rejects: a dead link is `silent`. */
  ask(question: Question): Promise<Answer>;
  /** Bytes from the port. */
  hear(chunk: Uint8Array): void;
  /** The link went down: the running exchange ends silent. */
  hangUp(): void;
}

interface Running {
  step: ExchangeStep;
  callOff: () => void;
  readonly finish: (answer: Answer) => void;
}

/** Where the exchange table meets the port and the timer. */
export function createConversation(options: ConverseOptions): Conversation {
  const cutter = createFrameCutter();
  let running: Running | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  function follow(run: Running, step: ExchangeStep): void {
    run.step = step;
    if (step.wait !== undefined || step.state.at === 'done') run.callOff();
    if (step.wait !== undefined) startAfresh();
    const sent = step.send === undefined || options.write(step.send);
    if (step.state.at === 'done') end(run, step.state.answer);
    else if (!sent) end(run, { kind: 'silent' });
    else if (step.wait !== undefined) {
      const ms = step.wait === 'answer' ? options.answerMs : options.enquiryMs;
      run.callOff = options.timing.after(ms, () => elapsed(run));
    }
  }

  /** What was heard before a question cannot be its answer. */
  function startAfresh(): void {
    while (cutter.pending() > 0)
      for (const heard of cutter.giveUp()) if (heard.kind === 'noise') options.onNoise?.(heard);
    cutter.settle();
  }

  function elapsed(run: Running): void {
    if (run !== running) return;
    // A start byte whose frame never ended may hide a whole answer behind it.
    while (cutter.pending() > 0 && run === running) pass(cutter.giveUp());
    if (run === running) follow(run, nextExchange(run.step.state, { event: 'elapsed' }));
  }

  function pass(all: ReturnType<typeof cutter.push>): void {
    for (const heard of all) {
      if (heard.kind === 'noise') options.onNoise?.(heard);
      if (running !== undefined) follow(running, nextExchange(running.step.state, { event: 'heard', heard }));
    }
  }

  function end(run: Running, answer: Answer): void {
    run.callOff();
    if (running !== run) return;
    running = undefined;
    run.finish(answer);
  }

  return {
    ask(question) {
      const answered = queue.then(
        () =>
          new Promise<Answer>((finish) => {
            running = { step: beginExchange(question), callOff: () => undefined, finish };
            follow(running, running.step);
          }),
      );
      queue = answered;
      return answered;
    },
    hear(chunk) {
      pass(cutter.push(chunk));
    },
    hangUp() {
      if (running !== undefined) end(running, { kind: 'silent' });
    },
  };
}
