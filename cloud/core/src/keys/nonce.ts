import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { Database } from '../db/client.ts';
import { takeTry } from '../people/throttle.ts';

/** So old may a nonce be, by the server's clock alone: a shop PC a year off still signs in. */
export const NONCE_LASTS_MS = 120_000;

const RANDOM_BYTES = 16;
const NONCE_TEXT = /^(\d{13})\.([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/;

/** Time, randomness and our mark over both: nothing needs to be kept until it comes back. */
export function makeNonce(pepper: Buffer, nowMs: number): string {
  const body = `${nowMs}.${randomBytes(RANDOM_BYTES).toString('base64url')}`;
  return `${body}.${mark(pepper, body)}`;
}

/** Throws `agent.signature` unless the nonce is ours and fresh. */
export function checkNonce(pepper: Buffer, nonce: string, nowMs: number): void {
  const [, time, random, given] = NONCE_TEXT.exec(nonce) ?? [];
  if (time === undefined || given === undefined) throw new Fault('agent.signature');
  const expected = Buffer.from(mark(pepper, `${time}.${random}`));
  const age = nowMs - Number(time);
  if (!timingSafeEqual(expected, Buffer.from(given)) || age > NONCE_LASTS_MS || age < 0) {
    throw new Fault('agent.signature');
  }
}

/** Takes a nonce out of use on every process. Called after the signature proved right. Throws `agent.signature`. */
export async function spendNonce(db: Database, nonce: string): Promise<void> {
  try {
    await takeTry(db, { name: 'nonce', hitsMax: 1, windowMs: NONCE_LASTS_MS }, nonce);
  } catch (error) {
    throw error instanceof Fault ? new Fault('agent.signature') : error;
  }
}

function mark(pepper: Buffer, body: string): string {
  return createHmac('sha256', pepper).update(`nonce ${body}`).digest('base64url');
}
