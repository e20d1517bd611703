import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, type Registry } from 'prom-client';

const SLOW_MS = 1_000;
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Times every request by its route (never by its address, which would grow without bound) and notes the slow and the failed. */
export function measureRequests(app: FastifyInstance, registry: Registry | undefined): void {
  const seconds = registry && requestHistogram(registry);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.is404 ? 'none' : (request.routeOptions.url ?? 'none');
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    seconds?.observe(labels, reply.elapsedTime / 1000);
    const line = { ...labels, ms: Math.round(reply.elapsedTime), requestId: request.id };
    if (reply.statusCode >= 500) request.log.warn(line, 'answered with a failure');
    else if (reply.elapsedTime > SLOW_MS) request.log.info(line, 'answered slowly');
    else request.log.debug(line, 'answered');
  });
}

/** The gauge of open live connections, and what Node tells of itself. */
export function measureProcess(registry: Registry, liveSockets: () => number): void {
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'tillbridge_live_sockets',
    help: 'Open live connections of this process.',
    registers: [registry],
    collect() {
      this.set(liveSockets());
    },
  });
}

function requestHistogram(registry: Registry): Histogram<'method' | 'route' | 'status'> {
  return new Histogram({
    name: 'tillbridge_http_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
}
