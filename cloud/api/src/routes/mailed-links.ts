import { acceptAsMyself, acceptInvitation } from '@tillbridge/core/people/accept-invitation';
import { askForNewPassword, setForgottenPassword } from '@tillbridge/core/people/forgotten-password';
import { readInvitation } from '@tillbridge/core/people/open-invitation';
import { NewPasswordSchema, PersonNameSchema } from '@tillbridge/shared/reads-account';
import { EmailSchema, InvitationSchema } from '@tillbridge/shared/reads-people';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { welcome, whereFrom } from '../access/welcome.ts';
import { answers, answersNothing } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';
import { SessionAnswer } from './sign-in.ts';

const token = Type.String({ minLength: 20, maxLength: 120, pattern: '^[0-9A-Za-z_-]+$' });
const TokenBody = Type.Object({ token }, { additionalProperties: false });
const AcceptBody = Type.Object(
  { token, name: PersonNameSchema, password: NewPasswordSchema },
  { additionalProperties: false },
);
const ForgottenBody = Type.Object({ email: EmailSchema }, { additionalProperties: false });
const NewPasswordBody = Type.Object({ token, password: NewPasswordSchema }, { additionalProperties: false });

/** What a link in a mail opens. Tokens come in bodies, never in an address, so that no log holds one. */
export async function mailedLinkRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database, publicOrigin } = options;
  const tags = ['session'];
  const open = { access: 'public' } as const;
  app.post(
    '/api/v1/invitation/read',
    { config: open, schema: { tags, body: TokenBody, response: answers(InvitationSchema, [403]) } },
    (request) => readInvitation(database, request.body.token),
  );
  app.post(
    '/api/v1/invitation/accept',
    { config: open, schema: { tags, body: AcceptBody, response: answers(SessionAnswer, [403, 409, 429]) } },
    async (request, reply) =>
      welcome(app, reply, await acceptInvitation(database, { ...request.body, ...whereFrom(request) }), options),
  );
  app.post(
    '/api/v1/invitation/accept-as-myself',
    {
      config: { access: 'signed-in' },
      schema: { tags, body: TokenBody, response: answers(SessionAnswer, [401, 403, 409]) },
    },
    async (request, reply) => {
      const wish = { ...request.body, ...whereFrom(request) };
      return welcome(app, reply, await acceptAsMyself(database, personOf(request), wish), options);
    },
  );
  app.post(
    '/api/v1/session/forgotten',
    {
      config: open,
      schema: { tags, body: ForgottenBody, response: answersNothing([403, 429]) },
    },
    async (request, reply) => {
      await askForNewPassword(database, { ...request.body, address: request.ip, origin: publicOrigin });
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/v1/session/new-password',
    {
      config: open,
      schema: { tags, body: NewPasswordBody, response: answersNothing([403, 429]) },
    },
    async (request, reply) => {
      await setForgottenPassword(database, { ...request.body, address: request.ip });
      return reply.code(204).send(null);
    },
  );
}
