import { CONTROL } from './constants.ts';
import type { LineFault } from './line-quality.ts';
import type { StatusBoard } from './status-board.ts';
import { conditionOf, type Talk, unitOrDoor } from './talk.ts';

/** Ready, but a stacker is about to run out: it ends with the first answer that is plain ready. */
const NEAR_EMPTY = 'machine.near-empty';
/** Faults that one good answer does not end. */
const LINE_FAULTS: readonly LineFault[] = ['machine.frame-checksum', 'machine.unknown-byte'];
const LASTING_FAULTS: readonly string[] = ['machine.count-differs', NEAR_EMPTY, ...LINE_FAULTS];

/** Puts what the machine said to an enquiry on the board, asking once more where one byte has two meanings. */
export async function showCondition(byte: number, talk: Talk, board: StatusBoard): Promise<void> {
  switch (conditionOf(byte)) {
    case 'ready':
      board.clearAll(LASTING_FAULTS);
      if (byte === CONTROL.ETB) board.raise(NEAR_EMPTY);
      else board.clear(NEAR_EMPTY);
      board.state('idle');
      break;
    case 'take_cash':
      board.clearAll(LASTING_FAULTS);
      board.state('waiting');
      break;
    case 'working':
      board.state('busy');
      break;
    case 'unit_or_door': {
      const code = await unitOrDoor(talk);
      board.clearAll([...LASTING_FAULTS, code, 'machine.jam']);
      board.raise(code);
      board.state('fault');
      break;
    }
    case 'abnormal': {
      const reading = await talk.deposit();
      board.raise(reading?.noteUnit === '3' || reading?.coinUnit === '3' ? 'machine.jam' : 'machine.stopped');
      board.state('fault');
      break;
    }
    case 'link_error':
      board.raise('machine.frame-checksum');
      break;
  }
}
