import { signOut } from '@tillbridge/core/people/end-session';
import { rotateRefresh, sessionOfRefresh } from '@tillbridge/core/people/rotate-refresh';
import type { SignedIn } from '@tillbridge/core/people/start-session';
import { Fault } from '@tillbridge/shared/faults/fault';
import { Type } from 'typebox';
import { clearSessionCookies, REFRESH_COOKIE, SESSION_PATH } from '../access/cookies.ts';
import { readWebToken } from '../access/tokens.ts';
import { isSecure, welcome } from '../access/welcome.ts';
import { answers, answersNothing } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { localPath, sendOnward } from './onward.ts';
import { SessionAnswer } from './sign-in.ts';

const NextQuery = Type.Object(
  { next: Type.Optional(Type.String({ maxLength: 2_000 })) },
  { additionalProperties: false },
);

/** The rotation that keeps a session going, and its end. */
export async function sessionRoutes(app: App, options: ApiOptions): Promise<void> {
  const secure = isSecure(options);
  const { database } = options;
  const tags = ['session'];

  const rotate = (token: string | undefined, address: string): Promise<SignedIn> => {
    if (token === undefined || token.length > 200) throw new Fault('api.signed-out');
    return rotateRefresh(database, options.secrets.pepper, token, address);
  };

  app.post(
    `${SESSION_PATH}/refresh`,
    { config: { access: 'public' }, schema: { tags, response: answers(SessionAnswer, [401, 403]) } },
    async (request, reply) => {
      return welcome(app, reply, await rotate(request.cookies[REFRESH_COOKIE], request.ip), options);
    },
  );

  // For a page that is opened with an access token that ran out: rotates on the way and goes on to the page.
  app.get(
    `${SESSION_PATH}/refresh`,
    {
      config: { access: 'public' },
      // A HEAD would spend the token and show nobody the next one.
      exposeHeadRoute: false,
      schema: { tags, querystring: NextQuery, response: { 303: Type.Null() } },
    },
    async (request, reply) => {
      const next = localPath(request.query.next, options.publicOrigin);
      try {
        welcome(app, reply, await rotate(request.cookies[REFRESH_COOKIE], request.ip), options);
        return sendOnward(request, reply, next);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        clearSessionCookies(reply, secure);
        return reply.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
      }
    },
  );

  app.delete(
    SESSION_PATH,
    { config: { access: 'public' }, schema: { tags, response: answersNothing([403]) } },
    async (request, reply) => {
      const refresh = request.cookies[REFRESH_COOKIE];
      const claim =
        (await readWebToken(request).catch(() => undefined)) ??
        (refresh === undefined ? undefined : await sessionOfRefresh(database, refresh));
      if (claim !== undefined) await signOut(database, claim, request.ip);
      clearSessionCookies(reply, secure);
      return reply.code(204).send(null);
    },
  );
}
