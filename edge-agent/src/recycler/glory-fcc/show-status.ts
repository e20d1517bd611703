import type { MachineState } from '@tillbridge/shared/cash';
import type { StatusBoard } from '../glory-300/status-board.ts';
import { STATUS } from './constants.ts';

const IDLE: readonly number[] = [STATUS.idle];
const WAITING: readonly number[] = [STATUS.removeFromInlet, STATUS.removeFromOutlet, STATUS.removeOverflow];
const FAULT: readonly number[] = [STATUS.error, STATUS.waitingRecovery, STATUS.suspectNote];

/** What people need to know of a status code. One that is not in the table is work that goes on. */
export function stateOf(code: number): MachineState {
  if (IDLE.includes(code)) return 'idle';
  if (WAITING.includes(code)) return 'waiting';
  return FAULT.includes(code) ? 'fault' : 'busy';
}

/** Faults that a status stands for; all others of the list are over. */
const SHOWN = ['machine.stopped', 'machine.suspect-note', 'machine.overflow-full'] as const;

export function showStatus(code: number, board: StatusBoard): void {
  const raised =
    code === STATUS.error || code === STATUS.waitingRecovery
      ? 'machine.stopped'
      : code === STATUS.suspectNote
        ? 'machine.suspect-note'
        : code === STATUS.removeOverflow
          ? 'machine.overflow-full'
          : undefined;
  for (const fault of SHOWN) if (fault !== raised) board.clear(fault);
  if (raised !== undefined) board.raise(raised);
  const doorOrUnit = board
    .status()
    .faults.some(({ code: fault }) => fault === 'machine.door-open' || fault === 'machine.unit-missing');
  board.state(doorOrUnit ? 'fault' : stateOf(code));
}

/** Events of a device that stand for a fault, and whether they raise it. Any number of devices may do it at once. */
export const DEVICE_EVENTS: Readonly<Record<string, { readonly fault: string; readonly raised: boolean }>> = {
  eventOpened: { fault: 'machine.door-open', raised: true },
  eventClosed: { fault: 'machine.door-open', raised: false },
  eventMissing: { fault: 'machine.unit-missing', raised: true },
  eventCassetteInserted: { fault: 'machine.unit-missing', raised: false },
};

/** Faults that explain why the machine refused or broke off. */
const REASONS: readonly string[] = ['machine.door-open', 'machine.unit-missing', 'machine.stopped'];

/** The fault that the machine shows now and that says more than a result code. */
export function shownReason(board: StatusBoard): string | undefined {
  return board.status().faults.find(({ code }) => REASONS.includes(code))?.code;
}
