import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
} from 'openid-client';

const ANSWER_WITHIN_S = 10;
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

export interface Provider {
  readonly id: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  readonly scopes: string;
}

/** What is checked when the browser comes back; each is good for one trip. */
export interface TripSecrets {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Only https, but on the loopback: elsewhere anybody on the way could say who somebody is. */
export function isAllowedIssuer(issuer: string): boolean {
  if (!URL.canParse(issuer)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(issuer);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/** One address for each provider: an answer of one is never taken for that of another. */
export function callbackUri(origin: string, provider: string): string {
  return `${origin}/api/v1/session/provider/${provider}/callback`;
}

/** Where the browser is sent: code flow with PKCE, state and nonce. Rejects when the provider does not answer. */
export async function authorizationUrl(provider: Provider, secrets: TripSecrets, redirectUri: string): Promise<URL> {
  return buildAuthorizationUrl(await discover(provider), {
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: provider.scopes,
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
  });
}

/**
 * Redeems the code in `callback` and answers who signed in: the subject of a verified ID token. Rejects on another
 * state, nonce or issuer, a code that was used, and a signature that is not the provider's.
 */
export async function redeemCode(
  provider: Provider,
  secrets: TripSecrets,
  callback: URL,
): Promise<{ readonly issuer: string; readonly subject: string }> {
  const tokens = await authorizationCodeGrant(await discover(provider), callback, {
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    pkceCodeVerifier: secrets.verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('no ID token');
  return { issuer: claims.iss, subject: claims.sub };
}

/** Asked anew each time: keys and addresses of a provider change, and sign-ins are few. */
function discover({ issuer, clientId, secret }: Provider): Promise<Configuration> {
  const url = new URL(issuer);
  return discovery(url, clientId, undefined, ClientSecretPost(secret), {
    timeout: ANSWER_WITHIN_S,
    ...(url.protocol === 'http:' ? { execute: [allowInsecureRequests] } : {}),
  });
}
