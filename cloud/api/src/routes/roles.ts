import { assignRole, readAssignment } from '@tillbridge/core/roles/assignments';
import { changeRole, deleteRole, makeRole } from '@tillbridge/core/roles/change-roles';
import { readRoles } from '@tillbridge/core/roles/read-roles';
import { requireTwoStep } from '@tillbridge/core/roles/require-two-step';
import { endView, viewAs } from '@tillbridge/core/roles/view-as';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  AssignmentSchema,
  AssignmentWishSchema,
  RolesPageSchema,
  RoleWishSchema,
  TwoStepWishSchema,
  ViewAsWishSchema,
} from '@tillbridge/shared/reads-roles';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers, answersNothing } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const IdParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });

/** Roles, who has them, and looking through one. What gives or takes rights asks for a fresh proof. */
export async function roleRoutes(app: App, { database }: ApiOptions): Promise<void> {
  const tags = ['roles'];
  const manage = { access: 'role.manage', stepUp: true } as const;
  const params = IdParams;
  app.get(
    '/api/v1/roles',
    { config: { access: 'people.see' }, schema: { tags, response: answers(RolesPageSchema, [401, 403]) } },
    (request) => readRoles(database, personOf(request)),
  );
  app.post(
    '/api/v1/roles',
    { config: manage, schema: { tags, body: RoleWishSchema, response: answers(IdAnswer, [401, 403, 409]) } },
    (request) => makeRole(database, personOf(request), request.body, request.ip),
  );
  app.post(
    '/api/v1/roles/:id',
    {
      config: manage,
      schema: { tags, params, body: RoleWishSchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => changeRole(database, personOf(request), request.params.id, request.body, request.ip),
  );
  app.post(
    '/api/v1/roles/:id/delete',
    { config: manage, schema: { tags, params, response: answers(IdAnswer, [401, 403, 404, 409]) } },
    (request) => deleteRole(database, personOf(request), request.params.id, request.ip),
  );
  app.post(
    '/api/v1/roles/:id/two-step',
    {
      config: manage,
      schema: { tags, params, body: TwoStepWishSchema, response: answers(IdAnswer, [401, 403, 404]) },
    },
    (request) => requireTwoStep(database, personOf(request), request.params.id, request.body.required, request.ip),
  );
  app.get(
    '/api/v1/people/:id/assignment',
    {
      config: { access: 'people.see' },
      schema: { tags, params, response: answers(AssignmentSchema, [401, 403, 404]) },
    },
    (request) => readAssignment(database, personOf(request), request.params.id),
  );
  app.post(
    '/api/v1/people/:id/assignment',
    {
      config: { access: 'people.manage', stepUp: true },
      schema: { tags, params, body: AssignmentWishSchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => assignRole(database, personOf(request), request.params.id, request.body, request.ip),
  );
  viewRoutes(app, database);
}

function viewRoutes(app: App, database: ApiOptions['database']): void {
  const tags = ['roles'];
  app.post(
    '/api/v1/session/view-as',
    {
      config: { access: 'people.see', whileViewing: true },
      schema: { tags, body: ViewAsWishSchema, response: answersNothing([401, 403, 404]) },
    },
    async (request, reply) => {
      await viewAs(database, personOf(request), request.body, request.ip);
      return reply.code(204).send(null);
    },
  );
  app.post(
    '/api/v1/session/view-as/end',
    {
      config: { access: 'signed-in', whileViewing: true },
      schema: { tags, response: answersNothing([401, 403, 404]) },
    },
    async (request, reply) => {
      await endView(database, personOf(request), request.ip);
      return reply.code(204).send(null);
    },
  );
}
