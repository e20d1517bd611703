import { createHash, createPublicKey } from 'node:crypto';
import fastifyJwt from '@fastify/jwt';
import type { AgentClaim } from '@tillbridge/core/keys/require-agent';
import type { PersonClaim } from '@tillbridge/core/people/require-person';
import { KEY_SCOPES, type KeyScope } from '@tillbridge/shared/agent-keys';
import { oneOf } from '@tillbridge/shared/cash';
import { Fault } from '@tillbridge/shared/faults/fault';
import { UuidSchema } from '@tillbridge/shared/ids';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ApiOptions } from '../options.ts';
import { ACCESS_COOKIE } from './cookies.ts';

export const TOKEN_LASTS_S = 600;
/** Whoever signs, no token is believed that lives longer. */
const LIFETIME_S_MAX = 900;
const CLOCK_SLACK_S = 2;
const VERIFIED_TOKENS_MAX = 2_000;
export const AUDIENCES = { web: 'tillbridge-web', agent: 'tillbridge-agent' } as const;
type Namespace = keyof typeof AUDIENCES;

const registered = { iss: Type.String(), iat: Type.Integer(), exp: Type.Integer(), sub: UuidSchema, org: UuidSchema };
const Claims = {
  web: Type.Object(
    { ...registered, aud: Type.Literal(AUDIENCES.web), sid: UuidSchema },
    { additionalProperties: false },
  ),
  agent: Type.Object(
    {
      ...registered,
      aud: Type.Literal(AUDIENCES.agent),
      shop: UuidSchema,
      key: Type.String({ maxLength: 8 }),
      scopes: Type.Array(oneOf(KEY_SCOPES), { maxItems: KEY_SCOPES.length }),
    },
    { additionalProperties: false },
  ),
};
const isWebClaims = Compile(Claims.web);
const isAgentClaims = Compile(Claims.agent);

/** Who an agent is, and what its key may do. */
export interface AgentTokenClaim extends AgentClaim {
  readonly scopes: readonly KeyScope[];
}

type Verifier = () => Promise<unknown>;
declare module 'fastify' {
  interface FastifyRequest {
    webVerify: Verifier;
    agentVerify: Verifier;
  }
}

/** Two namespaces, each with a key, an audience and a place of its own: a token of one is noise to the other. */
export async function registerTokens(app: FastifyInstance, options: ApiOptions): Promise<void> {
  await app.register(fastifyJwt, {
    ...namespaceOptions('web', options.secrets.webKey, options.publicOrigin),
    cookie: { cookieName: ACCESS_COOKIE, signed: false },
    verify: { ...verifyOptions('web', options.publicOrigin), onlyCookie: true },
  });
  await app.register(fastifyJwt, {
    ...namespaceOptions('agent', options.secrets.agentKey, options.publicOrigin),
    verify: verifyOptions('agent', options.publicOrigin),
  });
}

/** Throws `api.signed-out` for everything that is not a token of ours for people, whatever the reason. */
export async function readWebToken(request: FastifyRequest): Promise<PersonClaim> {
  const claims = await verified(() => request.webVerify(), 'api.signed-out');
  if (!isWebClaims.Check(claims) || !livesAsLongAsOurs(claims)) throw new Fault('api.signed-out');
  return { org: claims.org, person: claims.sub, session: claims.sid };
}

/** Throws `agent.token` for everything that is not a token of ours for agents. */
export async function readAgentToken(request: FastifyRequest): Promise<AgentTokenClaim> {
  const claims = await verified(() => request.agentVerify(), 'agent.token');
  if (!isAgentClaims.Check(claims) || !livesAsLongAsOurs(claims)) throw new Fault('agent.token');
  return { org: claims.org, agent: claims.sub, key: claims.key, scopes: claims.scopes };
}

export function signWebToken(app: FastifyInstance, claim: PersonClaim): string {
  return signerOf(app, 'web').sign({ sub: claim.person, org: claim.org, sid: claim.session });
}

export function signAgentToken(app: FastifyInstance, claim: AgentTokenClaim & { readonly shop: string }): string {
  const { agent: sub, org, shop, key, scopes } = claim;
  return signerOf(app, 'agent').sign({ sub, org, shop, key, scopes });
}

/** Public name of a key: tells two generations apart without telling anything about them. */
export function keyIdOf(privatePem: string): string {
  const spki = createPublicKey(privatePem).export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url').slice(0, 16);
}

async function verified(verify: () => Promise<unknown>, code: string): Promise<unknown> {
  try {
    return await verify();
  } catch {
    // Every error of the library is a refusal: left alone, some of them answer 400 or 500.
    throw new Fault(code);
  }
}

function livesAsLongAsOurs(claims: Static<typeof Claims.web> | Static<typeof Claims.agent>): boolean {
  const nowS = Date.now() / 1000;
  return claims.exp - claims.iat <= LIFETIME_S_MAX && claims.exp > claims.iat && claims.iat <= nowS + CLOCK_SLACK_S;
}

function namespaceOptions(namespace: Namespace, privatePem: string, issuer: string) {
  const publicPem = createPublicKey(privatePem).export({ type: 'spki', format: 'pem' }).toString();
  const kid = keyIdOf(privatePem);
  return {
    namespace,
    jwtVerify: `${namespace}Verify`,
    jwtSign: `${namespace}Sign`,
    jwtDecode: `${namespace}Decode`,
    decoratorName: `${namespace}Claims`,
    secret: {
      private: privatePem,
      // Header fields choose nothing: the one key is ours, and anything that asks for another is refused.
      public: async (_request: unknown, token: unknown) => {
        if (!isOurHeader(token, kid)) throw new Error('not a header of ours');
        return publicPem;
      },
    },
    decode: { complete: true },
    sign: { algorithm: 'EdDSA', iss: issuer, aud: AUDIENCES[namespace], expiresIn: TOKEN_LASTS_S, kid },
  } as const;
}

function verifyOptions(namespace: Namespace, issuer: string) {
  return {
    algorithms: ['EdDSA' as const],
    allowedIss: issuer,
    allowedAud: AUDIENCES[namespace],
    requiredClaims: ['iss', 'aud', 'sub', 'exp', 'iat'],
    checkTyp: 'jwt',
    // Of signatures that proved right, until they run out; who may do what is read from the rows each time.
    cache: VERIFIED_TOKENS_MAX,
  };
}

function isOurHeader(token: unknown, kid: string): boolean {
  const { header } = Object(token) as { header?: unknown };
  const fields = Object(header) as Record<string, unknown>;
  return Object.keys(fields).sort().join() === 'alg,kid,typ' && fields['kid'] === kid;
}

function signerOf(app: FastifyInstance, namespace: Namespace): { sign(payload: object): string } {
  return (app.jwt as unknown as Record<Namespace, { sign(payload: object): string }>)[namespace];
}
