import type { KeyObject } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { elapsed } from '../counter/pause.ts';
import type { CloudAddress } from './ask-once.ts';
import { tryKey } from './try-key.ts';

/** How often the cloud is asked whether somebody has confirmed by now. */
const ASK_EVERY_MS = 3_000;

export interface Waiting extends CloudAddress {
  readonly agentKey: string;
  readonly privateKey: KeyObject;
  readonly patienceMs: number;
  /** Ends the waiting early; the pairing stays. */
  readonly stopped: AbortSignal;
  readonly askEveryMs?: number;
}

/**
 * Asks for a token until the cloud sells one: then somebody has confirmed. False when nobody did in time. A line that is
 * away is waited out. Throws what the cloud refuses with for good, such as `agent.key-revoked`.
 */
export async function awaitConfirmation(waiting: Waiting): Promise<boolean> {
  const { patienceMs, stopped, askEveryMs = ASK_EVERY_MS } = waiting;
  for (const end = Date.now() + patienceMs; ; ) {
    if (await isConfirmed(waiting)) return true;
    if (stopped.aborted || Date.now() + askEveryMs > end) return false;
    await elapsed(askEveryMs, stopped);
  }
}

async function isConfirmed(waiting: Waiting): Promise<boolean> {
  try {
    await tryKey(waiting, waiting);
    return true;
  } catch (error) {
    if (error instanceof Fault && PASSING.includes(error.code)) return false;
    throw error;
  }
}

const PASSING = ['agent.unconfirmed', 'edge.cloud-unreachable', 'api.throttled', 'api.unavailable'];
