/** Of one agent so many questions are held at once: a restarted one asks anew before the old line is known to be gone. */
export const LINES_PER_AGENT_MAX = 2;

/** A question of an agent that is held open until there is something to say. */
export interface AgentLine {
  /** Resolves when the agent was rung, when the time is over, or when the line is let go; at once when that was before. */
  readonly over: Promise<void>;
  close(): void;
}

/** The questions that this process holds open. */
export class AgentLines {
  private readonly lines = new Map<string, Set<() => void>>();

  /** Taken before the database is asked, so that nothing rings unheard in between. */
  open(agent: string, waitMs: number): AgentLine {
    const held = this.lines.get(agent) ?? new Set();
    const [oldest] = held;
    if (held.size >= LINES_PER_AGENT_MAX) oldest?.();
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    const timer = setTimeout(() => close(), waitMs);
    const close = () => {
      clearTimeout(timer);
      held.delete(close);
      if (held.size === 0) this.lines.delete(agent);
      end();
    };
    held.add(close);
    this.lines.set(agent, held);
    return { over, close };
  }

  ring(agent: string): void {
    for (const close of [...(this.lines.get(agent) ?? [])]) close();
  }

  /** Lets every question go: the process ends, or what was rung meanwhile went unheard. */
  ringAll(): void {
    for (const agent of [...this.lines.keys()]) this.ring(agent);
  }

  /** How many questions of an agent are held open here. */
  linesOf(agent: string): number {
    return this.lines.get(agent)?.size ?? 0;
  }
}
