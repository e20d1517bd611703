import { randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { uuidv7 } from '@tillbridge/shared/ids';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Tx, withTenant } from '../db/client.ts';
import { join, newPerson } from '../people/accept-invitation.ts';
import { holdInvitationById } from '../people/open-invitation.ts';
import { insertSession, type NewSession, type SignedIn } from '../people/start-session.ts';
import { hashSecret, tripSecrets } from './begin-trip.ts';
import { openProvider } from './manage-providers.ts';
import { callbackUri, type Provider, redeemCode } from './provider-client.ts';

export interface Return {
  readonly provider: string;
  /** The query with which the browser came back. */
  readonly query: URLSearchParams;
  readonly browser: string | undefined;
  readonly origin: string;
  readonly address: string;
  readonly userAgent: string;
}

export interface Ended {
  readonly next: string;
  /** Null where somebody linked a sign-in to the session they have. */
  readonly signedIn: SignedIn | null;
}

interface TripRow {
  readonly purpose: 'sign-in' | 'link' | 'invitation';
  readonly next_path: string;
  readonly person_id: string | null;
  readonly session_id: string | null;
  readonly invitation_id: string | null;
}

interface Identity {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
}

/**
 * The end of a trip, once: wrong state, other browser, other provider, old trip, wrong nonce, used code and refusal at
 * the provider are one answer, `provider.refused`. Throws `provider.unknown-person` for whoever is not linked, whatever
 * e-mail the provider names, and `provider.taken`.
 */
export async function endTrip(db: Database, pepper: Buffer, back: Return): Promise<Ended> {
  const [org = '', secret = ''] = (back.browser ?? '').split('.');
  if (!/^[0-9a-f-]{36}$/.test(org)) throw new Fault('provider.refused');
  const state = back.query.get('state') ?? '';
  const { trip, provider } = await withTenant(db, org, async (tx) => ({
    trip: await spendTrip(tx, org, state, secret, back.provider),
    provider: await openProvider(tx, pepper, org, back.provider).catch(() => undefined),
  }));
  if (trip === undefined || provider === undefined) throw new Fault('provider.refused');
  const identity = await redeem(pepper, provider, state, back);
  return withTenant(db, org, (tx) => run(tx, org, trip, identity, back));
}

/** Spent by asking, also when what follows is refused. */
async function spendTrip(
  tx: Tx,
  org: string,
  state: string,
  secret: string,
  provider: string,
): Promise<TripRow | undefined> {
  const [trip] = await tx<TripRow[]>`
    update provider_trips
    set used_at = now()
    where org_id = ${org}
      and state_hash = ${hashSecret(state)}
      and browser_hash = ${hashSecret(secret)}
      and provider_id = ${provider}
      and used_at is null
      and expires_at > now()
    returning purpose, next_path, person_id, session_id, invitation_id`;
  return trip;
}

async function redeem(pepper: Buffer, provider: Provider, state: string, back: Return): Promise<Identity> {
  const callback = new URL(callbackUri(back.origin, back.provider));
  callback.search = back.query.toString();
  try {
    return { provider: provider.id, ...(await redeemCode(provider, tripSecrets(pepper, state), callback)) };
  } catch {
    throw new Fault('provider.refused');
  }
}

async function run(tx: Tx, org: string, trip: TripRow, identity: Identity, back: Return): Promise<Ended> {
  const next = trip.next_path;
  const { address, userAgent } = back;
  const start = (person: string): Promise<SignedIn> => {
    const wish: NewSession = { org, person, cameBy: 'provider', address, userAgent };
    return insertSession(tx, wish);
  };
  if (trip.purpose === 'sign-in') return { next, signedIn: await start(await requireLinked(tx, org, identity)) };
  if (trip.purpose === 'link') {
    const person = await requireOpenSession(tx, org, trip);
    await link(tx, org, person, identity, address);
    return { next, signedIn: null };
  }
  const held = await holdInvitationById(tx, org, trip.invitation_id ?? '');
  const person = await newPerson(tx, held, { name: held.email, passwordHash: null });
  await join(tx, held, person, address);
  await link(tx, org, person, identity, address);
  return { next, signedIn: await start(person) };
}

/** Found by issuer and subject alone. */
async function requireLinked(tx: Tx, org: string, { issuer, subject }: Identity): Promise<string> {
  const [row] = await tx<{ person_id: string }[]>`
    update identities i
    set last_used_at = now()
    from memberships m, people p
    where i.org_id = ${org} and i.issuer = ${issuer} and i.subject = ${subject}
      and m.org_id = i.org_id and m.person_id = i.person_id and m.removed_at is null
      and p.person_id = i.person_id and p.removed_at is null
    returning i.person_id`;
  if (row === undefined) throw new Fault('provider.unknown-person');
  return row.person_id;
}

/** Whoever began to link must still be signed in when they come back. */
async function requireOpenSession(tx: Tx, org: string, trip: TripRow): Promise<string> {
  const [row] = await tx<{ person_id: string }[]>`
    select s.person_id
    from sessions s
    join memberships m on m.org_id = ${org} and m.person_id = s.person_id and m.removed_at is null
    where s.session_id = ${trip.session_id} and s.person_id = ${trip.person_id} and s.ended_at is null`;
  if (row === undefined) throw new Fault('provider.refused');
  return row.person_id;
}

async function link(tx: Tx, org: string, person: string, identity: Identity, address: string): Promise<void> {
  const { provider, issuer, subject } = identity;
  const linked = await tx`
    insert into identities (org_id, identity_id, provider_id, issuer, subject, person_id)
    values (${org}, ${uuidv7(Date.now(), randomBytes(10))}, ${provider}, ${issuer}, ${subject}, ${person})
    on conflict (org_id, issuer, subject) do nothing
    returning identity_id`;
  if (linked.length === 0) throw new Fault('provider.taken');
  const entry = { org, actorKind: 'person', actor: person, action: 'provider.linked', subject: provider } as const;
  await appendAudit(tx, { ...entry, address, detail: { issuer } });
}
