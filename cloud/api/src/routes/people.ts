import { invite, resendInvitation, revokeInvitation } from '@tillbridge/core/people/invite';
import { readPeople } from '@tillbridge/core/people/read-people';
import { endSessionsOfPerson, readSessionsOfPerson, removePerson } from '@tillbridge/core/people/remove-person';
import { UuidSchema } from '@tillbridge/shared/ids';
import { SessionRowsSchema } from '@tillbridge/shared/reads-account';
import { InvitationWishSchema, PeoplePageSchema } from '@tillbridge/shared/reads-people';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const IdParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });

/** Who belongs to the organization: seen, invited, signed out and removed. What gives or takes rights asks for a proof. */
export async function peopleRoutes(app: App, { database, publicOrigin }: ApiOptions): Promise<void> {
  const tags = ['people'];
  const manage = { access: 'people.manage' } as const;
  const grave = { access: 'people.manage', stepUp: true } as const;
  app.get(
    '/api/v1/people',
    { config: { access: 'people.see' }, schema: { tags, response: answers(PeoplePageSchema, [401, 403]) } },
    (request) => readPeople(database, personOf(request)),
  );
  app.get(
    '/api/v1/people/:id/sessions',
    {
      config: manage,
      schema: { tags, params: IdParams, response: answers(SessionRowsSchema, [401, 403, 404]) },
    },
    (request) => readSessionsOfPerson(database, personOf(request), request.params.id),
  );
  app.post(
    '/api/v1/people/:id/end-sessions',
    {
      config: manage,
      schema: {
        tags,
        params: IdParams,
        response: answers(Type.Object({ ended: Type.Integer() }), [401, 403, 404, 409]),
      },
    },
    (request) => endSessionsOfPerson(database, personOf(request), request.params.id, request.ip),
  );
  app.post(
    '/api/v1/people/:id/remove',
    { config: grave, schema: { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404, 409]) } },
    async (request) => {
      await removePerson(database, personOf(request), request.params.id, request.ip);
      return { id: request.params.id };
    },
  );
  app.post(
    '/api/v1/invitations',
    {
      config: grave,
      schema: { tags, body: InvitationWishSchema, response: answers(IdAnswer, [401, 403, 404, 409, 429]) },
    },
    (request) => invite(database, personOf(request), request.body, publicOrigin, request.ip),
  );
  app.post(
    '/api/v1/invitations/:id/resend',
    { config: grave, schema: { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404, 429]) } },
    async (request) => {
      await resendInvitation(database, personOf(request), request.params.id, publicOrigin, request.ip);
      return { id: request.params.id };
    },
  );
  app.post(
    '/api/v1/invitations/:id/revoke',
    { config: manage, schema: { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404]) } },
    async (request) => {
      await revokeInvitation(database, personOf(request), request.params.id, request.ip);
      return { id: request.params.id };
    },
  );
}
