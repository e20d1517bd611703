import { randomUUID } from 'node:crypto';
import { waitUntil } from '../start/wait-until.ts';
import type { ConsoleRig } from './console-rig.ts';

export type Pieces = Readonly<Record<string, number>>;

export interface TillSale {
  readonly outcome: string;
  readonly inMinor: number;
  readonly outMinor: number;
}

const PATIENCE_MS = 30_000;

/** A sale at the till beside the console, and the customer who pays it. */
export async function sellAtTill(
  rig: ConsoleRig,
  amountMinor: number,
  reference: string,
  pieces: Pieces,
): Promise<TillSale> {
  const headers = {
    authorization: `Bearer ${rig.localToken}`,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const body = JSON.stringify({ amountMinor, reference });
  const asked = fetch(`${rig.origin}/v1/sales`, { method: 'POST', headers, body });
  const paid = async () => rig.machine.insert(pieces) > 0;
  await waitUntil(paid, `the machine took nothing for ${reference}`, PATIENCE_MS);
  const answer = await asked;
  if (!answer.ok) throw new Error(`${reference} was answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as TillSale;
}
