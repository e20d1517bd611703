import { changeAccount, changePassword } from '@tillbridge/core/people/change-account';
import { endOtherSessions, endOwnSession, readOwnSessions } from '@tillbridge/core/people/own-sessions';
import { readAccount } from '@tillbridge/core/people/read-account';
import { beginTwoStep, confirmTwoStep, endTwoStep, renewRecoveryCodes } from '@tillbridge/core/people/two-step';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  AccountSchema,
  NewPasswordSchema,
  PersonLanguageSchema,
  PersonNameSchema,
  RecoveryCodesSchema,
  SessionRowsSchema,
  TwoStepSetUpSchema,
} from '@tillbridge/shared/reads-account';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers, answersNothing } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const ACCOUNT = '/api/v1/account';
const IdParams = Type.Object({ id: UuidSchema });
const AccountBody = Type.Object(
  { name: Type.Optional(PersonNameSchema), language: Type.Optional(PersonLanguageSchema) },
  { additionalProperties: false },
);
const PasswordBody = Type.Object({ password: NewPasswordSchema }, { additionalProperties: false });
const CodeBody = Type.Object({ code: Type.String({ pattern: '^[0-9]{6}$' }) }, { additionalProperties: false });

/** A person's own account: whoever is signed in, and nobody else's. What weakens it asks for a fresh proof. */
export async function accountRoutes(app: App, { database, secrets: { pepper } }: ApiOptions): Promise<void> {
  const tags = ['account'];
  const own = { access: 'signed-in' } as const;
  const grave = { access: 'signed-in', stepUp: true } as const;
  app.get(ACCOUNT, { config: own, schema: { tags, response: answers(AccountSchema, [401]) } }, (request) =>
    readAccount(database, personOf(request)),
  );
  app.post(
    ACCOUNT,
    { config: own, schema: { tags, body: AccountBody, response: answersNothing([401, 403]) } },
    async (request, reply) => {
      await changeAccount(database, personOf(request), request.body, request.ip);
      return reply.code(204).send(null);
    },
  );
  app.post(
    `${ACCOUNT}/password`,
    { config: grave, schema: { tags, body: PasswordBody, response: answersNothing([401, 403]) } },
    async (request, reply) => {
      await changePassword(database, personOf(request), request.body.password, request.ip);
      return reply.code(204).send(null);
    },
  );
  sessionsOfAccount(app, database);
  app.post(
    `${ACCOUNT}/two-step/begin`,
    {
      config: { ...grave, answersSecret: true },
      schema: { tags, response: answers(TwoStepSetUpSchema, [401, 403, 409]) },
    },
    (request) => beginTwoStep(database, pepper, personOf(request)),
  );
  app.post(
    `${ACCOUNT}/two-step/confirm`,
    {
      config: { ...own, answersSecret: true },
      schema: { tags, body: CodeBody, response: answers(RecoveryCodesSchema, [401, 403, 429]) },
    },
    (request) => confirmTwoStep(database, pepper, personOf(request), request.body.code, request.ip),
  );
  app.post(
    `${ACCOUNT}/two-step/end`,
    { config: grave, schema: { tags, response: answersNothing([401, 403, 409]) } },
    async (request, reply) => {
      await endTwoStep(database, personOf(request), request.ip);
      return reply.code(204).send(null);
    },
  );
  app.post(
    `${ACCOUNT}/recovery-codes`,
    {
      config: { ...grave, answersSecret: true },
      schema: { tags, response: answers(RecoveryCodesSchema, [401, 403, 409]) },
    },
    (request) => renewRecoveryCodes(database, pepper, personOf(request), request.ip),
  );
}

function sessionsOfAccount(app: App, database: ApiOptions['database']): void {
  const tags = ['account'];
  const own = { access: 'signed-in' } as const;
  app.get(
    `${ACCOUNT}/sessions`,
    { config: own, schema: { tags, response: answers(SessionRowsSchema, [401]) } },
    (request) => readOwnSessions(database, personOf(request)),
  );
  app.post(
    `${ACCOUNT}/sessions/:id/end`,
    { config: own, schema: { tags, params: IdParams, response: answersNothing([401, 403, 404]) } },
    async (request, reply) => {
      await endOwnSession(database, personOf(request), request.params.id, request.ip);
      return reply.code(204).send(null);
    },
  );
  app.post(
    `${ACCOUNT}/sessions/end-others`,
    { config: own, schema: { tags, response: answers(Type.Object({ ended: Type.Integer() }), [401, 403]) } },
    (request) => endOtherSessions(database, personOf(request), request.ip),
  );
}
