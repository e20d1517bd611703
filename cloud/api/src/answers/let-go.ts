import { promisify } from 'node:util';
import type { FastifyInstance } from 'fastify';

const LOOK_EVERY_MS = 50;
/** While it closes, a kept connection may still bring a request so long; ended earlier, that request would be reset. */
const LAST_REQUEST_MS = 500;

/**
 * While closing, every answer tells its client to come back on a new connection. Connections that stay idle beyond
 * that are ended: left alone, a client that keeps its connection would hold the process until it is killed.
 */
export function letGoOfConnections(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
    await untilLetGo(app.server);
    const timer = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS);
    app.server.once('close', () => clearInterval(timer));
    timer.unref();
  });
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close');
  });
}

async function untilLetGo(server: FastifyInstance['server']): Promise<void> {
  const connections = promisify(server.getConnections.bind(server));
  const endsAt = performance.now() + LAST_REQUEST_MS;
  while (server.listening && performance.now() < endsAt && (await connections()) > 0) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
