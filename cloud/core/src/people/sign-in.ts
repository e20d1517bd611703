import { setTimeout } from 'node:timers/promises';
import { Fault } from '@tillbridge/shared/faults/fault';
import { recordRefusal } from '../audit/record-refusal.ts';
import type { Database } from '../db/client.ts';
import { verifyPassword } from './password.ts';
import { hasDecoyStep, type SecondStep, startSecondStep } from './second-step.ts';
import { type Arrived, homeOrganization, startSession } from './start-session.ts';
import {
  addressGroup,
  forgetTries,
  SIGN_IN_BY_ADDRESS,
  SIGN_IN_BY_BOTH,
  SIGN_IN_BY_EMAIL,
  takeTry,
} from './throttle.ts';

/** A refusal is answered no sooner, so that its time does not tell whether the person exists. */
export const REFUSAL_TAKES_MS = 300;

export interface SignInRequest {
  readonly email: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
}

/**
 * Signs in, or asks for the second step. Whether that is asked for tells nothing: it is asked of whoever has set one up,
 * with a right password and with a wrong one, and of half of the addresses that nobody has. Throws `api.wrong-password`
 * for an unknown, removed or mistyped person alike, and `api.throttled`.
 */
export async function signIn(db: Database, pepper: Buffer, request: SignInRequest): Promise<Arrived | SecondStep> {
  const floor = setTimeout(REFUSAL_TAKES_MS, undefined, { ref: false });
  const answer = await tryPassword(db, pepper, request);
  if (answer !== undefined && !('ticket' in answer)) return answer;
  await floor;
  if (answer === undefined) throw new Fault('api.wrong-password');
  return answer;
}

interface PersonRow {
  readonly person_id: string;
  readonly password_hash: string | null;
  readonly removed: boolean;
  readonly two_step: boolean;
}

async function tryPassword(
  db: Database,
  pepper: Buffer,
  request: SignInRequest,
): Promise<Arrived | SecondStep | undefined> {
  const email = request.email.trim().toLowerCase();
  const from = addressGroup(request.address);
  await takeTry(db, SIGN_IN_BY_ADDRESS, from);
  await takeTry(db, SIGN_IN_BY_EMAIL, email);
  await takeTry(db, SIGN_IN_BY_BOTH, `${email} ${from}`);

  const [person] = await db.sql<PersonRow[]>`
    select p.person_id, p.password_hash, p.removed_at is not null as removed, t.confirmed_at is not null as two_step
    from people p
    left join two_steps t on t.person_id = p.person_id
    where p.email = ${email}`;
  const known = await verifyPassword(person?.password_hash ?? null, request.password);
  const home = person === undefined ? undefined : await homeOrganization(db, person.person_id);
  if (person === undefined || home === undefined) {
    return hasDecoyStep(pepper, email) ? startSecondStep(db, null, false) : undefined;
  }
  const { org, several: chooses } = home;
  const right = known && !person.removed;
  if (!right) await noteRefusal(db, org, person.person_id, request.address);
  if (person.two_step) return startSecondStep(db, person.person_id, right);
  if (!right) return undefined;
  await forgetTries(db, SIGN_IN_BY_BOTH, `${email} ${from}`);
  return { ...(await startSession(db, { ...request, org, person: person.person_id, cameBy: 'password' })), chooses };
}

function noteRefusal(db: Database, org: string, person: string, address: string): Promise<void> {
  return recordRefusal(db, { org, actorKind: 'person', actor: person, action: 'session.refused', address });
}
