import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { Fault } from '@tillbridge/shared/faults/fault';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { queueMail } from '../notify/queue-mail.ts';
import { endSessions } from './end-sessions.ts';
import { hashMailToken } from './mail-token.ts';
import { hashPassword } from './password.ts';
import { requireStrong } from './require-strong.ts';
import { homeOrganization } from './start-session.ts';
import {
  addressGroup,
  FORGOTTEN_BY_ADDRESS,
  FORGOTTEN_BY_EMAIL,
  NEW_PASSWORD_BY_ADDRESS,
  takeTry,
} from './throttle.ts';

const LINK_LASTS_MS = 60 * 60_000;
/** Every answer takes at least so long: what is done for a known address besides takes a fraction of it. */
const ANSWER_TAKES_MS = 300;

/**
 * Sends a link to whoever has this address, and answers the same, after the same while and with the same row written,
 * when nobody has it. Throws `api.throttled`, by address of the browser and by e-mail, whether or not somebody has it.
 */
export async function askForNewPassword(
  db: Database,
  wish: { readonly email: string; readonly address: string; readonly origin: string },
): Promise<void> {
  const floor = setTimeout(ANSWER_TAKES_MS, undefined, { ref: false });
  const email = wish.email.trim().toLowerCase();
  await takeTry(db, FORGOTTEN_BY_ADDRESS, addressGroup(wish.address));
  await takeTry(db, FORGOTTEN_BY_EMAIL, email);
  const token = randomBytes(32).toString('base64url');
  const [person] = await db.sql<{ id: string; language: 'th' | 'en' }[]>`
    select person_id as id, language from people where email = ${email} and removed_at is null`;
  const org = person && (await homeOrganization(db, person.id))?.org;
  if (person === undefined || org === undefined) await db.sql.begin((tx) => keepReset(tx, token, null));
  else {
    await withTenant(db, org, async (tx) => {
      await keepReset(tx, token, person.id);
      const values = { link: `${wish.origin}/new-password#${token}`, minutes: LINK_LASTS_MS / 60_000 };
      await queueMail(tx, { org, to: email, language: person.language, template: 'new-password', values });
      const entry = { org, actorKind: 'person', actor: person.id, action: 'password.forgotten' } as const;
      await appendAudit(tx, { ...entry, subject: person.id, address: wish.address });
    });
  }
  await floor;
}

/** A link replaces the one before it. */
async function keepReset(tx: Tx, token: string, person: string | null): Promise<void> {
  await tx`update password_resets set used_at = now() where person_id = ${person} and used_at is null`;
  await tx`
    insert into password_resets (token_hash, person_id, expires_at)
    values (${hashMailToken(token)}, ${person}, now() + make_interval(secs => ${LINK_LASTS_MS / 1000}))`;
}

/**
 * Sets the password of whoever holds the link, once, and ends every session. It signs nobody in: a second step that is
 * set up is still asked for. Throws `people.link` for a link that is used, old or none, and as `requireStrong`.
 */
export async function setForgottenPassword(
  db: Database,
  wish: { readonly token: string; readonly password: string; readonly address: string },
): Promise<void> {
  await takeTry(db, NEW_PASSWORD_BY_ADDRESS, addressGroup(wish.address));
  const hash = hashMailToken(wish.token);
  const [person] = await db.sql<{ id: string; email: string; name: string }[]>`
    select p.person_id as id, p.email, p.name
    from password_resets r
    join people p on p.person_id = r.person_id
    where r.token_hash = ${hash} and r.used_at is null and r.expires_at > now() and p.removed_at is null`;
  const org = person && (await homeOrganization(db, person.id))?.org;
  if (person === undefined || org === undefined) throw new Fault('people.link');
  await withTenant(db, org, (tx) => requireStrong(tx, org, wish.password, person));
  const passwordHash = await hashPassword(wish.password);
  await withTenant(db, org, async (tx) => {
    const used = await tx`
      update password_resets
      set used_at = now()
      where token_hash = ${hash} and used_at is null and expires_at > now()
      returning 1`;
    if (used.length === 0) throw new Fault('people.link');
    await tx`
      update people set password_hash = ${passwordHash}, password_set_at = now() where person_id = ${person.id}`;
    const ended = await endSessions(tx, { person: person.id, because: 'password_changed' });
    const entry = { org, actorKind: 'person', actor: person.id, action: 'password.reset', subject: person.id } as const;
    await appendAudit(tx, { ...entry, address: wish.address, detail: { ended } });
  });
}
