import fastifyWebsocket, { type WebSocket } from '@fastify/websocket';
import { listenDoorbell, openDoorbell } from '@tillbridge/core/live/doorbell';
import type { LiveHub } from '@tillbridge/core/live/live-hub';
import { listenSessionEnds } from '@tillbridge/core/live/session-ends';
import type { ShopScope } from '@tillbridge/core/people/require-person';
import { UuidSchema } from '@tillbridge/shared/ids';
import { LIVE_BEAT_MS } from '@tillbridge/shared/live';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import type { ApiOptions } from '../options.ts';
import { KeepAlive } from './keep-alive.ts';
import { liveSocket } from './live-socket.ts';

export const LIVE_PATH = '/api/v1/live';
export const SOCKETS_PER_PERSON_MAX = 20;
const SESSION_CHECK_MS = 30_000;
/** Clients have nothing to say; a long message is refused by the transport. */
const MESSAGE_BYTES_MAX = 1_024;
const TRY_AGAIN_LATER = 1013;
/** The organization in the heading of the page that listens. */
const LiveQuery = Type.Object({ organization: Type.Optional(UuidSchema) }, { additionalProperties: false });

/**
 * Registered before the guard: its first hook marks an upgrade, and only a marked one has its raw socket closed when the
 * guard refuses it. On closing, sockets say goodbye before the server stops listening.
 */
export async function registerSockets(app: FastifyInstance, hub: LiveHub): Promise<void> {
  await app.register(fastifyWebsocket, {
    options: { maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false },
    preClose: (done) => {
      hub.endAll();
      done();
    },
  });
}

export async function liveRoutes(app: FastifyInstance, options: ApiOptions, hub: LiveHub): Promise<void> {
  const alive = new KeepAlive();
  const replies = new WeakMap<FastifyRequest, FastifyReply>();
  runHub(app, options, hub, alive);
  app.get(
    LIVE_PATH,
    {
      websocket: true,
      config: { access: 'shop.see' },
      schema: { tags: ['live'], querystring: LiveQuery },
      preHandler: async (request, reply) => void replies.set(request, reply),
    },
    (socket: WebSocket, request) => {
      letGo(socket, replies.get(request));
      const person = personOf(request);
      if (hub.socketsOf(person.person) >= SOCKETS_PER_PERSON_MAX) socket.close(TRY_AGAIN_LATER, 'too many');
      else watch(socket, person);
    },
  );
  // A function of its own, because what it closes over lives as long as the socket: not the request.
  function watch(socket: WebSocket, person: ShopScope): void {
    const subscriber = liveSocket(socket, person);
    alive.watch(socket);
    socket.on('close', () => hub.leave(subscriber));
    hub.join(subscriber).catch((error: unknown) => {
      app.log.warn({ err: error }, 'no snapshot for a live connection');
      socket.close(TRY_AGAIN_LATER, 'no snapshot');
    });
  }
}

/** Parts a socket from the request it came by, which would stay in memory with its reply for as long as the window is open. */
function letGo(socket: WebSocket, reply: FastifyReply | undefined): void {
  socket.removeAllListeners('error');
  socket.on('error', () => socket.terminate());
  const raw = reply?.raw;
  if (raw?.socket) raw.detachSocket(raw.socket);
}

/** The bells of this and the other processes, the beat, and the regular look at every session. */
function runHub(app: FastifyInstance, options: ApiOptions, hub: LiveHub, alive: KeepAlive): void {
  app.addHook('onReady', async () => {
    const doorbell = openDoorbell(options.database, options.databaseUrl);
    const bells = await listenDoorbell(options.databaseUrl, (shops) => {
      for (const { orgId, shopId } of shops) hub.ring(orgId, shopId);
    });
    const stopEnds = await listenSessionEnds(options.databaseUrl, {
      ended: (session, switched) => hub.endSession(session, switched),
      rightsChanged: (org, person) => void hub.checkSessions({ org, person }),
      listening: () => hub.catchUp(),
    });
    const beat = setInterval(() => hub.beat(new Date()), LIVE_BEAT_MS);
    const check = setInterval(() => {
      alive.round();
      void hub.checkSessions();
    }, SESSION_CHECK_MS);
    app.addHook('onClose', async () => {
      clearInterval(beat);
      clearInterval(check);
      await Promise.all([doorbell.close(), bells.close(), stopEnds()]);
    });
  });
}
