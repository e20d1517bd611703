import { readHeldInvitation } from '@tillbridge/core/people/open-invitation';
import { beginTrip, type Errand } from '@tillbridge/core/providers/begin-trip';
import { endTrip } from '@tillbridge/core/providers/end-trip';
import { addProvider, readButtons, readProviders, removeProvider } from '@tillbridge/core/providers/manage-providers';
import { readOwnIdentities, unlinkIdentity } from '@tillbridge/core/providers/own-identities';
import { Fault } from '@tillbridge/shared/faults/fault';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  IdentityRowsSchema,
  ProviderButtonsSchema,
  ProviderRowsSchema,
  ProviderWishSchema,
} from '@tillbridge/shared/reads-providers';
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { SESSION_PATH } from '../access/cookies.ts';
import { isSecure, welcome, whereFrom } from '../access/welcome.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { localPath, sendOnward } from './onward.ts';

const TRIP_COOKIE = 'tb_trip';
const TRIP_LASTS_S = 600;
const PROVIDER_PATH = `${SESSION_PATH}/provider`;
const QUERY_CHARACTERS_MAX = 8_000;

const IdParams = Type.Object({ id: UuidSchema });
const StartParams = Type.Object({ orgId: UuidSchema, id: UuidSchema });
const NextQuery = Type.Object(
  { next: Type.Optional(Type.String({ maxLength: 2_000 })) },
  { additionalProperties: false },
);
const IdAnswer = Type.Object({ id: UuidSchema });
const LocationAnswer = Type.Object({ location: Type.String() });
const LinkBody = Type.Object({ provider: UuidSchema }, { additionalProperties: false });
const InvitationBody = Type.Object(
  { token: Type.String({ minLength: 20, maxLength: 120, pattern: '^[0-9A-Za-z_-]+$' }), provider: UuidSchema },
  { additionalProperties: false },
);

/** Sign-in services: set up by an administrator, and the trips of browsers to them and back. */
export async function providerRoutes(app: App, options: ApiOptions): Promise<void> {
  manageRoutes(app, options);
  accountRoutes(app, options);
  tripRoutes(app, options);
}

function manageRoutes(app: App, { database, publicOrigin, secrets: { pepper } }: ApiOptions): void {
  const tags = ['providers'];
  const grave = { access: 'people.manage', stepUp: true } as const;
  app.get(
    '/api/v1/providers',
    { config: { access: 'people.manage' }, schema: { tags, response: answers(ProviderRowsSchema, [401, 403]) } },
    (request) => readProviders(database, personOf(request), publicOrigin),
  );
  app.post(
    '/api/v1/providers',
    { config: grave, schema: { tags, body: ProviderWishSchema, response: answers(IdAnswer, [401, 403, 409]) } },
    (request) => addProvider(database, pepper, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/providers/:id/remove',
    { config: grave, schema: { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404]) } },
    async (request) => {
      await removeProvider(database, personOf(request), request.params.id, request.ip);
      return { id: request.params.id };
    },
  );
  app.get(
    '/api/v1/organizations/:id/providers',
    {
      config: { access: 'public' },
      schema: { tags: ['session'], params: IdParams, response: answers(ProviderButtonsSchema, []) },
    },
    (request) => readButtons(database, request.params.id),
  );
}

function accountRoutes(app: App, options: ApiOptions): void {
  const { database } = options;
  const tags = ['account'];
  app.get(
    '/api/v1/account/identities',
    { config: { access: 'signed-in' }, schema: { tags, response: answers(IdentityRowsSchema, [401]) } },
    (request) => readOwnIdentities(database, personOf(request)),
  );
  app.post(
    '/api/v1/account/identities',
    {
      config: { access: 'signed-in', stepUp: true },
      schema: { tags, body: LinkBody, response: answers(LocationAnswer, [401, 403, 404, 503]) },
    },
    async (request, reply) => {
      const { org, person, session } = personOf(request);
      const errand: Errand = { purpose: 'link', person, session };
      const location = await setOut(reply, options, { org, provider: request.body.provider, errand, next: '/account' });
      return { location };
    },
  );
  app.post(
    '/api/v1/account/identities/:id/unlink',
    {
      config: { access: 'signed-in', stepUp: true },
      schema: { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    async (request) => {
      await unlinkIdentity(database, personOf(request), request.params.id, request.ip);
      return { id: request.params.id };
    },
  );
  app.post(
    '/api/v1/invitation/provider',
    {
      config: { access: 'public' },
      schema: { tags: ['session'], body: InvitationBody, response: answers(LocationAnswer, [403, 404, 503]) },
    },
    async (request, reply) => {
      const { org, invitation } = await readHeldInvitation(database, request.body.token);
      const errand: Errand = { purpose: 'invitation', invitation };
      return { location: await setOut(reply, options, { org, provider: request.body.provider, errand, next: '/' }) };
    },
  );
}

function tripRoutes(app: App, options: ApiOptions): void {
  const tags = ['session'];
  const open = { access: 'public' } as const;
  app.get(
    `${PROVIDER_PATH}/:orgId/:id/start`,
    {
      config: open,
      exposeHeadRoute: false,
      schema: { tags, params: StartParams, querystring: NextQuery, response: { 303: Type.Null() } },
    },
    async (request, reply) => {
      const { orgId: org, id: provider } = request.params;
      const next = localPath(request.query.next, options.publicOrigin);
      try {
        const errand: Errand = { purpose: 'sign-in' };
        return reply.redirect(await setOut(reply, options, { org, provider, errand, next }), 303);
      } catch (error) {
        return backToSignIn(reply, error);
      }
    },
  );
  app.get(
    `${PROVIDER_PATH}/:id/callback`,
    {
      config: open,
      // A HEAD would spend the trip and sign nobody in.
      exposeHeadRoute: false,
      schema: { tags, params: IdParams, response: { 303: Type.Null() } },
    },
    async (request, reply) => {
      const browser = request.cookies[TRIP_COOKIE];
      reply.clearCookie(TRIP_COOKIE, tripCookie(options));
      const query = new URL(request.url.slice(0, QUERY_CHARACTERS_MAX), options.publicOrigin).searchParams;
      const back = { provider: request.params.id, query, browser, origin: options.publicOrigin, ...whereFrom(request) };
      try {
        const ended = await endTrip(options.database, options.secrets.pepper, back);
        if (ended.signedIn !== null) welcome(app, reply, ended.signedIn, options);
        return sendOnward(request, reply, ended.next);
      } catch (error) {
        return backToSignIn(reply, error);
      }
    },
  );
}

interface SetOut {
  readonly org: string;
  readonly provider: string;
  readonly errand: Errand;
  readonly next: string;
}

/** Gives the browser its half of the trip and answers where it goes. */
async function setOut(reply: FastifyReply, options: ApiOptions, wish: SetOut): Promise<string> {
  const { database, publicOrigin: origin, secrets } = options;
  const address = reply.request.ip;
  const { location, browser } = await beginTrip(database, secrets.pepper, { ...wish, origin, address });
  reply.setCookie(TRIP_COOKIE, browser, { ...tripCookie(options), maxAge: TRIP_LASTS_S });
  return location;
}

/** `lax`, because the provider sends the browser back from another site. */
function tripCookie(options: ApiOptions) {
  return { path: PROVIDER_PATH, httpOnly: true, secure: isSecure(options), sameSite: 'lax' } as const;
}

function backToSignIn(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof Fault)) throw error;
  return reply.redirect(`/sign-in?refused=${encodeURIComponent(error.code)}`, 303);
}
