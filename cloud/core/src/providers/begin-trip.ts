import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Fault } from '@tillbridge/shared/faults/fault';
import { type Database, withTenant } from '../db/client.ts';
import { addressGroup, SIGN_IN_BY_ADDRESS, takeTry } from '../people/throttle.ts';
import { openProvider } from './manage-providers.ts';
import { authorizationUrl, callbackUri, type TripSecrets } from './provider-client.ts';

const TRIP_LASTS_MS = 10 * 60_000;

/** What a trip is for. */
export type Errand =
  | { readonly purpose: 'sign-in' }
  | { readonly purpose: 'link'; readonly person: string; readonly session: string }
  | { readonly purpose: 'invitation'; readonly invitation: string };

export interface TripWish {
  readonly org: string;
  readonly provider: string;
  readonly errand: Errand;
  readonly next: string;
  readonly origin: string;
  readonly address: string;
}

export interface Trip {
  readonly location: string;
  /** For the browser's cookie; without it nobody who is sent our state can come back with it. */
  readonly browser: string;
}

/** Writes down a trip to a provider and answers where to. Throws `api.not-found`, `api.throttled`, `provider.away`. */
export async function beginTrip(db: Database, pepper: Buffer, wish: TripWish): Promise<Trip> {
  const { org, errand } = wish;
  await takeTry(db, SIGN_IN_BY_ADDRESS, addressGroup(wish.address));
  const state = randomBytes(32).toString('base64url');
  const secret = randomBytes(32).toString('base64url');
  const provider = await withTenant(db, org, async (tx) => {
    const opened = await openProvider(tx, pepper, org, wish.provider);
    await tx`delete from provider_trips where org_id = ${org} and expires_at < now()`;
    await tx`
      insert into provider_trips (
        org_id, state_hash, browser_hash, provider_id, purpose, next_path, person_id, session_id, invitation_id, expires_at)
      values (${org}, ${hashSecret(state)}, ${hashSecret(secret)}, ${wish.provider}, ${errand.purpose}, ${wish.next},
        ${errand.purpose === 'link' ? errand.person : null}, ${errand.purpose === 'link' ? errand.session : null},
        ${errand.purpose === 'invitation' ? errand.invitation : null},
        now() + make_interval(secs => ${TRIP_LASTS_MS / 1000}))`;
    return opened;
  });
  try {
    const url = await authorizationUrl(provider, tripSecrets(pepper, state), callbackUri(wish.origin, wish.provider));
    return { location: url.href, browser: `${org}.${secret}` };
  } catch {
    throw new Fault('provider.away');
  }
}

/** Derived from the state, so that the database keeps nothing that would help to finish a trip. */
export function tripSecrets(pepper: Buffer, state: string): TripSecrets {
  const derive = (what: string) => createHmac('sha256', pepper).update(`trip ${what} ${state}`).digest('base64url');
  return { state, nonce: derive('nonce'), verifier: derive('verifier') };
}

export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(`trip ${secret}`).digest();
}
