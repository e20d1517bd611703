import { createHash, createHmac, randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '@tillbridge/shared/faults/fault';
import { recordRefusal } from '../audit/record-refusal.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import { spendCode } from './spend-code.ts';
import { type Arrived, homeOrganization, insertSession, type NewSession } from './start-session.ts';
import { addressGroup, SECOND_STEP, SIGN_IN_BY_ADDRESS, takeTry } from './throttle.ts';

const TICKET_LASTS_MS = 5 * 60_000;
const WRONG_TRIES_MAX = 5;
/** As long as the first step takes to refuse. */
const REFUSAL_TAKES_MS = 300;
const APP_CODE = /^[0-9]{6}$/;

/** A sign-in that waits for a code; the ticket names it and is worth nothing without the code. */
export interface SecondStep {
  readonly ticket: string;
}

/** Half of the addresses that nobody has are asked for a code, always the same ones: being asked says nothing. */
export function hasDecoyStep(pepper: Buffer, email: string): boolean {
  return ((createHmac('sha256', pepper).update(`decoy ${email}`).digest()[0] ?? 0) & 1) === 1;
}

export async function startSecondStep(db: Database, person: string | null, right: boolean): Promise<SecondStep> {
  const ticket = randomBytes(32).toString('base64url');
  await db.sql`
    insert into sign_in_challenges (ticket_hash, person_id, password_right, expires_at)
    values (${hashTicket(ticket)}, ${person}, ${right}, now() + make_interval(secs => ${TICKET_LASTS_MS / 1000}))`;
  return { ticket };
}

export interface SecondStepRequest {
  readonly ticket: string;
  /** Six digits of the app, or a recovery code. */
  readonly code: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Ends a sign-in in two steps. A wrong password, a wrong code, a spent code, an old ticket and a person who does not
 * exist are one answer: `api.wrong-code`. Throws `api.throttled` by address only.
 */
export async function completeSecondStep(db: Database, pepper: Buffer, request: SecondStepRequest): Promise<Arrived> {
  const floor = setTimeout(REFUSAL_TAKES_MS, undefined, { ref: false });
  await takeTry(db, SIGN_IN_BY_ADDRESS, addressGroup(request.address));
  const signedIn = await tryCode(db, pepper, request);
  if (signedIn !== undefined) return signedIn;
  await floor;
  throw new Fault('api.wrong-code');
}

async function tryCode(db: Database, pepper: Buffer, request: SecondStepRequest): Promise<Arrived | undefined> {
  const { address, userAgent } = request;
  const challenge = await takeChallengeTry(db, request.ticket);
  if (challenge?.person_id == null || !challenge.password_right) return undefined;
  const { person_id: person } = challenge;
  const home = await homeOrganization(db, person);
  if (home === undefined) return undefined;
  const { org, several: chooses } = home;
  if (await guessedTooOften(db, person)) return refuse(db, org, person, address);
  const signedIn = await withTenant(db, org, async (tx) => {
    const cameBy = await spendSecondStep(tx, pepper, person, request);
    if (cameBy === undefined) return undefined;
    return { ...(await insertSession(tx, { org, person, cameBy, address, userAgent })), chooses };
  });
  return signedIn ?? refuse(db, org, person, address);
}

/** Counts the try before it is judged, so that a race of many guesses is counted whole. */
async function takeChallengeTry(
  db: Database,
  ticket: string,
): Promise<{ person_id: string | null; password_right: boolean } | undefined> {
  const [challenge] = await db.sql<{ person_id: string | null; password_right: boolean }[]>`
    update sign_in_challenges
    set wrong_tries = wrong_tries + 1
    where ticket_hash = ${hashTicket(ticket)}
      and spent_at is null
      and expires_at > now()
      and wrong_tries < ${WRONG_TRIES_MAX}
    returning person_id, password_right`;
  return challenge;
}

/** Code and ticket are spent in the transaction that starts the session. */
async function spendSecondStep(
  tx: Tx,
  pepper: Buffer,
  person: string,
  { ticket, code }: SecondStepRequest,
): Promise<NewSession['cameBy'] | undefined> {
  const byApp = APP_CODE.test(code);
  const right = byApp ? await spendCode(tx, pepper, person, code) : await spendRecoveryCode(tx, pepper, person, code);
  if (!right) return undefined;
  const spent = await tx`
    update sign_in_challenges set spent_at = now() where ticket_hash = ${hashTicket(ticket)} and spent_at is null returning 1`;
  if (spent.length === 0) throw new Fault('api.wrong-code');
  return byApp ? 'two-step' : 'recovery-code';
}

/** Said as a value and not as 429: being throttled here would tell that the password was right. */
async function guessedTooOften(db: Database, person: string): Promise<boolean> {
  try {
    await takeTry(db, SECOND_STEP, person);
    return false;
  } catch (error) {
    if (error instanceof Fault && error.code === 'api.throttled') return true;
    throw error;
  }
}

async function refuse(db: Database, org: string, person: string, address: string): Promise<undefined> {
  const detail = { step: 'code' };
  await recordRefusal(db, { org, actorKind: 'person', actor: person, action: 'session.refused', address, detail });
}

function hashTicket(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
