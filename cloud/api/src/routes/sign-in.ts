import { completeSecondStep } from '@tillbridge/core/people/second-step';
import { signIn } from '@tillbridge/core/people/sign-in';
import { stepUp } from '@tillbridge/core/people/step-up';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { SESSION_PATH } from '../access/cookies.ts';
import { welcomeArrived, whereFrom } from '../access/welcome.ts';
import { answers, answersNothing } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const SignInBody = Type.Object(
  { email: Type.String({ minLength: 3, maxLength: 254 }), password: Type.String({ minLength: 1, maxLength: 1_000 }) },
  { additionalProperties: false },
);
export const SessionAnswer = Type.Object({ expiresInMs: Type.Integer() });
/** `chooses`: the person belongs to several organizations; the session is in the one chosen last. */
const ArrivedAnswer = Type.Object({ expiresInMs: Type.Integer(), chooses: Type.Boolean() });
/** The sign-in goes on with a code; whether the password was right is only said together with it. */
const SecondStepAnswer = Type.Object({ ticket: Type.String() });
const SIGN_IN_ANSWERS: Record<number, unknown> = {
  202: SecondStepAnswer,
  ...answers(ArrivedAnswer, [401, 403, 429]),
};
const SecondStepBody = Type.Object(
  {
    ticket: Type.String({ minLength: 20, maxLength: 100 }),
    code: Type.String({ minLength: 6, maxLength: 20, pattern: '^[0-9A-Za-z -]+$' }),
  },
  { additionalProperties: false },
);
const ProofBody = Type.Union([
  Type.Object({ password: Type.String({ minLength: 1, maxLength: 1_000 }) }, { additionalProperties: false }),
  Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, { additionalProperties: false }),
]);

/** Signing in with a password and, where it is set up, a code; and proving again who sits there. */
export async function signInRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database } = options;
  const { pepper } = options.secrets;
  const tags = ['session'];
  app.post(
    SESSION_PATH,
    { config: { access: 'public' }, schema: { tags, body: SignInBody, response: SIGN_IN_ANSWERS } },
    async (request, reply) => {
      const answer = await signIn(database, pepper, { ...request.body, ...whereFrom(request) });
      return 'ticket' in answer ? reply.code(202).send(answer) : welcomeArrived(app, reply, answer, options);
    },
  );
  app.post(
    `${SESSION_PATH}/second-step`,
    {
      config: { access: 'public' },
      schema: { tags, body: SecondStepBody, response: answers(ArrivedAnswer, [401, 403, 429]) },
    },
    async (request, reply) => {
      const signedIn = await completeSecondStep(database, pepper, { ...request.body, ...whereFrom(request) });
      return welcomeArrived(app, reply, signedIn, options);
    },
  );
  app.post(
    `${SESSION_PATH}/proof`,
    {
      config: { access: 'signed-in' },
      schema: { tags, body: ProofBody, response: answersNothing([401, 403, 429]) },
    },
    async (request, reply) => {
      await stepUp(database, pepper, personOf(request), request.body, request.ip);
      return reply.code(204).send(null);
    },
  );
}
