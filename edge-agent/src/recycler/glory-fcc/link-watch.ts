import type { StatusBoard } from '../glory-300/status-board.ts';

/** Whether the machine is there, as its answers tell. */
export interface LinkWatch {
  /** Told after each request. */
  heard(up: boolean): void;
  isDown(): boolean;
  /** The last request failed: it is worth looking again soon. */
  isDoubted(): boolean;
  /** The driver was closed: what was told does not hold any more. */
  forget(): void;
}

/** Requests in a row that fail before the machine counts as offline: one may be lost on any network. */
const FAILURES_OF_OFFLINE = 2;

/**
 * During an operation the link is the operation's own affair: whoever listens hears of it when that has ended, and only
 * if it is then another than what they know.
 */
export function createLinkWatch(parts: {
  readonly board: StatusBoard;
  readonly isRunning: () => boolean;
  readonly onLost: () => void;
  readonly tell: (up: boolean) => void;
}): LinkWatch {
  const { board, isRunning, onLost, tell } = parts;
  let told: boolean | undefined;
  let failures = 0;
  const isDown = () => board.status().state === 'offline';
  return {
    isDown,
    isDoubted: () => failures > 0,
    heard(up) {
      failures = up ? 0 : failures + 1;
      if (!up && failures < FAILURES_OF_OFFLINE) return;
      if (up && isDown()) {
        board.clear('machine.offline');
        board.state('unknown');
      } else if (!up && !isDown()) {
        onLost();
        board.raise('machine.offline');
        board.state('offline');
      }
      if (isRunning() || up === told) return;
      told = up;
      tell(up);
    },
    forget() {
      told = undefined;
    },
  };
}
