import { readOwnOrganizations } from '@tillbridge/core/people/read-own-organizations';
import { switchOrganization } from '@tillbridge/core/people/switch-organization';
import { UuidSchema } from '@tillbridge/shared/ids';
import { OwnOrganizationsSchema } from '@tillbridge/shared/reads-account';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { SESSION_PATH } from '../access/cookies.ts';
import { welcome, whereFrom } from '../access/welcome.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const ChoiceBody = Type.Object({ organization: UuidSchema }, { additionalProperties: false });
/** `switched` is false for the organization in which the session is already. */
const ChoiceAnswer = Type.Object({ organization: UuidSchema, switched: Type.Boolean() });

/** Among which organizations a person may go on, and going on in one of them. */
export async function organizationRoutes(app: App, options: ApiOptions): Promise<void> {
  const { database } = options;
  const tags = ['session'];
  app.get(
    `${SESSION_PATH}/organizations`,
    { config: { access: 'signed-in' }, schema: { tags, response: answers(OwnOrganizationsSchema, [401]) } },
    (request) => readOwnOrganizations(database, personOf(request)),
  );
  app.post(
    `${SESSION_PATH}/organization`,
    {
      // The answer carries the cookies of a new session, which are kept for nobody.
      config: { access: 'signed-in', answersSecret: true },
      schema: { tags, body: ChoiceBody, response: answers(ChoiceAnswer, [401, 403, 404]) },
    },
    async (request, reply) => {
      const { organization } = request.body;
      const wish = { org: organization, ...whereFrom(request) };
      const next = await switchOrganization(database, personOf(request), wish);
      if (next !== null) welcome(app, reply, next, options);
      return { organization, switched: next !== null };
    },
  );
}
