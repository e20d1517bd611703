import type { Inventory } from '@tillbridge/shared/fact';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { StatusBoard } from '../glory-300/status-board.ts';
import { RESULT, STATUS } from './constants.ts';
import type { FccPace } from './converse.ts';
import type { EventDesk } from './event-desk.ts';
import type { FccTable } from './fcc-table.ts';
import { inventoryOf } from './inventory.ts';
import type { MachineLine } from './machine-line.ts';
import { type InventoryRead, readInventory, readStatus, type StatusRead } from './readings.ts';
import { inventoryRest, statusRest } from './requests.ts';
import { showStatus } from './show-status.ts';

/** Asking how the machine is: once in a while when it rests, more often only while an order is looked for. */
export interface Look {
  /** Asks for the status and shows it; undefined when the machine does not answer. */
  status(): Promise<StatusRead | undefined>;
  /** Reads the units; undefined when they cannot be had. After an order cash has moved: that is worth more patience. */
  inventory(when: 'before' | 'after'): Promise<Inventory | undefined>;
  /** Registers for events where the machine does not report, and gives back what an earlier run left occupied. */
  settle(status: StatusRead, events: EventDesk | undefined, announce: string): Promise<void>;
}

export interface LookParts {
  readonly line: MachineLine;
  readonly board: StatusBoard;
  readonly table: FccTable;
  readonly pace: FccPace;
  readonly pause: (ms: number) => Promise<void>;
  readonly now: () => string;
  readonly isOpen: () => boolean;
  readonly isAccurate: () => boolean;
}

/** How often units that cannot be read are asked for, and how much of that may be silence, before an order and after it. */
const INVENTORY_TRIES_MAX = { before: 10, after: 20 } as const;
const SILENCES_MAX = { before: 2, after: 20 } as const;
/** A session that was forgotten is opened again, once. */
const STATUS_TRIES_MAX = 2;

export function createLook(parts: LookParts): Look {
  const { line, board, table, pace, isOpen } = parts;

  async function status(): Promise<StatusRead | undefined> {
    for (let tries = 0; tries < STATUS_TRIES_MAX && isOpen(); tries++) {
      try {
        await line.reach('open');
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.code === 'machine.session-refused') board.raise(error.code);
        return undefined;
      }
      const reply = await line.ask({ operation: 'GetStatus', rest: statusRest });
      if (reply.kind !== 'answer') return undefined;
      const read = reply.answer.result === RESULT.ok ? readStatus(reply.answer) : undefined;
      if (read === undefined) continue;
      board.clear('machine.session-refused');
      showStatus(read.code, board);
      return read;
    }
    return undefined;
  }

  async function readUnits(): Promise<InventoryRead | undefined> {
    const reply = await line.ask({ operation: 'Inventory', rest: inventoryRest });
    return reply.kind === 'answer' && reply.answer.result === RESULT.ok ? readInventory(reply.answer) : undefined;
  }

  async function register(events: EventDesk | undefined, announce: string): Promise<void> {
    if (events === undefined) return;
    try {
      if (!events.connected()) await line.register(announce, events.port);
      board.clear('machine.events-refused');
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'machine.events-refused') board.raise(error.code);
    }
  }

  return {
    status,
    async inventory(when) {
      let silences = 0;
      for (let tries = 0; tries < INVENTORY_TRIES_MAX[when] && silences < SILENCES_MAX[when] && isOpen(); tries++) {
        const now = await status();
        if (now === undefined) silences += 1;
        const read = now === undefined ? undefined : await readUnits();
        const notes = { readAt: parts.now(), accurate: parts.isAccurate() };
        if (now !== undefined && read !== undefined) return inventoryOf(table, read, { ...notes, verify: now.verify });
        await parts.pause(pace.lookMs);
      }
      return undefined;
    },
    async settle(now, events, announce) {
      await register(events, announce);
      if (!line.mayBeStale() || now.code !== STATUS.idle) return;
      await line.reach('occupied').catch(() => undefined);
      await line.reach('released').catch(() => undefined);
    },
  };
}
