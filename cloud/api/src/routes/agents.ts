import { readConfiguration } from '@tillbridge/core/configuration/read-configuration';
import { exchangeKey } from '@tillbridge/core/keys/exchange-key';
import { makeNonce } from '@tillbridge/core/keys/nonce';
import { revocationFile } from '@tillbridge/core/keys/revocations';
import { rotateOwnKey } from '@tillbridge/core/keys/rotate-key';
import { redeemPairingCode } from '@tillbridge/core/pairing/redeem-pairing-code';
import { KeyMadeSchema } from '@tillbridge/shared/agent-keys';
import { ConfigurationAnswerSchema } from '@tillbridge/shared/configuration';
import { Fault } from '@tillbridge/shared/faults/fault';
import { Hex32Schema } from '@tillbridge/shared/ids';
import {
  AgentNonceAnswerSchema,
  AgentTokenAnswerSchema,
  AgentTokenRequestSchema,
  PairAnswerSchema,
  PairRequestSchema,
} from '@tillbridge/shared/sync';
import { Type } from 'typebox';
import { agentOf } from '../access/access.ts';
import { signAgentToken, TOKEN_LASTS_S } from '../access/tokens.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

/** Text, because nothing is coerced; both or neither. */
const HaveQuery = Type.Object(
  { have: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })), incarnation: Type.Optional(Hex32Schema) },
  { additionalProperties: false },
);

/** How a shop PC becomes an agent, and how its key becomes a token. The body itself is the proof. */
export async function agentRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database, keyMode } = options;
  const { pepper } = options.secrets;
  const secrets = { pepper, keyMode, revocations: revocationFile(options.revocationsFile) };
  const tags = ['agent'];
  app.get(
    '/v1/agent/nonce',
    { config: { access: 'public' }, schema: { tags, response: answers(AgentNonceAnswerSchema, []) } },
    async () => ({ nonce: makeNonce(pepper, Date.now()) }),
  );
  app.post(
    '/v1/agent/token',
    {
      config: { access: 'public' },
      schema: { tags, body: AgentTokenRequestSchema, response: answers(AgentTokenAnswerSchema, [401, 403, 429]) },
    },
    async (request) => {
      const scope = await exchangeKey(database, pepper, { ...request.body, address: request.ip });
      const token = signAgentToken(app, scope);
      return { token, expiresInMs: TOKEN_LASTS_S * 1000, agent: scope.agent, shop: scope.shop };
    },
  );
  app.post(
    '/v1/pair',
    {
      config: { access: 'public' },
      schema: { tags, body: PairRequestSchema, response: answers(PairAnswerSchema, [401, 403, 429]) },
    },
    async (request) => {
      const { org, agent, key, confirmed, shop, machines } = await redeemPairingCode(
        database,
        secrets,
        request.body,
        request.ip,
      );
      return { agent, organization: org, shop, machines, key, confirmed };
    },
  );
  app.get(
    '/v1/agent/configuration',
    {
      config: { access: 'agent', scope: 'configuration.read' },
      schema: { tags, querystring: HaveQuery, response: answers(ConfigurationAnswerSchema, [401]) },
    },
    (request) => {
      const { have, incarnation } = request.query;
      if ((have === undefined) !== (incarnation === undefined))
        throw new Fault('api.invalid', { errors: [{ path: 'querystring', message: 'have and incarnation together' }] });
      const applied =
        have === undefined || incarnation === undefined ? undefined : { version: Number(have), incarnation };
      return readConfiguration(database, agentOf(request), applied);
    },
  );
  app.post(
    '/v1/agent/key/rotate',
    { config: { access: 'agent' }, schema: { tags, response: answers(KeyMadeSchema, [401, 409]) } },
    (request) => rotateOwnKey(database, secrets, agentOf(request), request.ip),
  );
}
