import { addChannel, removeChannel, replayNotice, switchChannel, testChannel } from '@tillbridge/core/notify/channels';
import { editChannel } from '@tillbridge/core/notify/edit-channel';
import { readNotices } from '@tillbridge/core/notify/read-notices';
import { rotateSecret } from '@tillbridge/core/notify/rotate-secret';
import { UuidSchema } from '@tillbridge/shared/ids';
import {
  ChannelAddedSchema,
  ChannelEditSchema,
  ChannelWishSchema,
  NoticePageSchema,
} from '@tillbridge/shared/reads-notices';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers } from '../answers/answer-schemas.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const IdParams = Type.Object({ id: UuidSchema });
const IdAnswer = Type.Object({ id: UuidSchema });
const SwitchBody = Type.Object({ on: Type.Boolean() }, { additionalProperties: false });

/** Who is told of alarms and how, and what became of it. */
export async function noticeRoutes(app: App, { database, secrets }: ApiOptions): Promise<void> {
  const tags = ['notices'];
  const manage = { access: 'notification.manage' } as const;
  const one = { tags, params: IdParams, response: answers(IdAnswer, [401, 403, 404]) };
  app.get(
    '/api/v1/notices',
    { config: manage, schema: { tags, response: answers(NoticePageSchema, [401, 403]) } },
    (request) => readNotices(database, personOf(request)),
  );
  app.post(
    '/api/v1/notice-channels',
    {
      config: { ...manage, answersSecret: true, stepUp: true },
      schema: { tags, body: ChannelWishSchema, response: answers(ChannelAddedSchema, [401, 403, 404]) },
    },
    (request) => addChannel(database, personOf(request), secrets.pepper, request.body, request.ip),
  );
  app.post(
    '/api/v1/notice-channels/:id',
    {
      config: { ...manage, stepUp: true },
      schema: { tags, params: IdParams, body: ChannelEditSchema, response: answers(IdAnswer, [401, 403, 404, 409]) },
    },
    (request) => editChannel(database, personOf(request), secrets.pepper, request.params.id, request.body, request.ip),
  );
  app.post(
    '/api/v1/notice-channels/:id/rotate-secret',
    {
      config: { ...manage, answersSecret: true, stepUp: true },
      schema: { tags, params: IdParams, response: answers(ChannelAddedSchema, [401, 403, 404]) },
    },
    (request) => rotateSecret(database, personOf(request), secrets.pepper, request.params.id, request.ip),
  );
  app.post('/api/v1/notice-channels/:id/test', { config: manage, schema: one }, (request) =>
    testChannel(database, personOf(request), request.params.id, request.ip),
  );
  app.post('/api/v1/notice-channels/:id/switch', { config: manage, schema: { ...one, body: SwitchBody } }, (request) =>
    switchChannel(database, personOf(request), request.params.id, request.body.on, request.ip),
  );
  app.post('/api/v1/notice-channels/:id/remove', { config: { ...manage, stepUp: true }, schema: one }, (request) =>
    removeChannel(database, personOf(request), request.params.id, request.ip),
  );
  app.post('/api/v1/notices/:id/replay', { config: manage, schema: one }, (request) =>
    replayNotice(database, personOf(request), request.params.id, request.ip),
  );
}
