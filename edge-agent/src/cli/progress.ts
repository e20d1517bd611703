import type { Shell } from './shell.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] as const;
const FRAME_MS = 90;
const WIPE = '\r\u001b[2K';

export interface Progress {
  /** What is being done now. */
  say(text: string): void;
  /** Leaves the line as it was before. */
  end(): void;
}

/** A turning sign on standard error while somebody watches it; nothing at all elsewhere. */
export function startProgress(shell: Pick<Shell, 'watched' | 'err'>): Progress {
  if (!shell.watched) return { say: () => undefined, end: () => undefined };
  let text = '';
  let turn = 0;
  const draw = () => {
    turn = (turn + 1) % FRAMES.length;
    if (text !== '') shell.err(`${WIPE}${FRAMES[turn]} ${text}`);
  };
  const timer = setInterval(draw, FRAME_MS);
  timer.unref();
  return {
    say(next) {
      text = next;
      draw();
    },
    end() {
      clearInterval(timer);
      shell.err(WIPE);
    },
  };
}
