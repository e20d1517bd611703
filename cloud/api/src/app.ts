import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import { LiveHub } from '@tillbridge/core/live/live-hub';
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify';
import { requireDeclaredAccess } from './access/access.ts';
import { registerGuard } from './access/guard.ts';
import { registerIdempotency } from './access/idempotency.ts';
import { RATE_LIMITS, registerRateLimit } from './access/rate-limit.ts';
import { registerTokens } from './access/tokens.ts';
import { answerProblems, sendFault } from './answers/answer-problems.ts';
import { letGoOfConnections } from './answers/let-go.ts';
import { refuseBrokenRequests } from './answers/refuse-broken-requests.ts';
import { registerSecurityHeaders } from './answers/security-headers.ts';
import { registerBodyParsers } from './input/body-parsers.ts';
import { liveRoutes, registerSockets } from './live/live-routes.ts';
import { measureProcess, measureRequests } from './log/measure.ts';
import type { ApiOptions } from './options.ts';
import { accountRoutes } from './routes/account.ts';
import { agentCommandRoutes } from './routes/agent-commands.ts';
import { agentPageRoutes } from './routes/agent-pages.ts';
import { agentRoutes } from './routes/agents.ts';
import { alarmRoutes } from './routes/alarms.ts';
import { anomalyRoutes } from './routes/anomalies.ts';
import type { App } from './routes/app-type.ts';
import { archiveRoutes } from './routes/archive.ts';
import { auditRoutes } from './routes/audit.ts';
import { caseRoutes } from './routes/cases.ts';
import { cashRoutes } from './routes/cash.ts';
import { closingRoutes } from './routes/closings.ts';
import { collectionRoutes } from './routes/collections.ts';
import { custodyRoutes } from './routes/custody.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { divergenceRoutes } from './routes/divergences.ts';
import { collectDocs, docsRoutes } from './routes/docs.ts';
import { employeeRoutes } from './routes/employees.ts';
import { exportRoutes } from './routes/exports.ts';
import { healthRoutes } from './routes/health.ts';
import { jobRoutes } from './routes/jobs.ts';
import { mailedLinkRoutes } from './routes/mailed-links.ts';
import { manageRoutes } from './routes/manage.ts';
import { mappingRoutes } from './routes/mappings.ts';
import { nothingHereRoutes } from './routes/nothing-here.ts';
import { noticeRoutes } from './routes/notices.ts';
import { organizationRoutes } from './routes/organizations.ts';
import { peopleRoutes } from './routes/people.ts';
import { providerRoutes } from './routes/providers.ts';
import { readRoutes } from './routes/reads.ts';
import { releaseRoutes } from './routes/releases.ts';
import { reversalRoutes } from './routes/reversals.ts';
import { roleRoutes } from './routes/roles.ts';
import { sessionRoutes } from './routes/session.ts';
import { settingRoutes } from './routes/settings.ts';
import { shopRoutes } from './routes/shops.ts';
import { signInRoutes } from './routes/sign-in.ts';
import { syncRoutes } from './routes/sync.ts';

const BODY_BYTES_MAX = 65_536;
const PARAM_CHARACTERS_MAX = 64;
const REQUEST_TIMEOUT_MS = 60_000;
const KEEP_ALIVE_MS = 75_000;

/** The whole HTTP side of the cloud, ready to listen or to be injected. Rejects when a route declares no access. */
export async function buildApi(options: ApiOptions): Promise<FastifyInstance> {
  const app: App = Fastify(serverOptions(options));
  app.decorate('database', options.database);
  app.decorate('routeTable', []);
  app.setSerializerCompiler(() => JSON.stringify);
  refuseBrokenRequests(app);
  letGoOfConnections(app);
  requireDeclaredAccess(app);
  answerProblems(app);
  registerBodyParsers(app);
  measureRequests(app, options.registry);
  await registerSecurityHeaders(app, options.publicOrigin);
  const hub = new LiveHub({
    db: options.database,
    onError: (error) => app.log.warn({ err: error }, 'a live read failed'),
  });
  if (options.registry !== undefined) measureProcess(options.registry, () => hub.size);
  await registerSockets(app, hub);
  await app.register(fastifyCookie);
  await registerTokens(app, options);
  registerGuard(app, options.publicOrigin);
  await registerRateLimit(app, { ...RATE_LIMITS, ...options.rateLimits });
  registerIdempotency(app);
  await collectDocs(app, options.publicOrigin);
  await registerRoutes(app, options, hub);
  await app.ready();
  return app;
}

async function registerRoutes(app: App, options: ApiOptions, hub: LiveHub): Promise<void> {
  await liveRoutes(app, options, hub);
  await healthRoutes(app, options);
  await signInRoutes(app, options);
  await sessionRoutes(app, options);
  await organizationRoutes(app, options);
  await mailedLinkRoutes(app, options);
  await accountRoutes(app, options);
  await peopleRoutes(app, options);
  await providerRoutes(app, options);
  await readRoutes(app, options);
  await manageRoutes(app, options);
  await custodyRoutes(app, options);
  await divergenceRoutes(app, options);
  await mappingRoutes(app, options);
  await reversalRoutes(app, options);
  await employeeRoutes(app, options);
  await shopRoutes(app, options);
  await settingRoutes(app, options);
  await roleRoutes(app, options);
  await auditRoutes(app, options);
  await caseRoutes(app, options);
  await anomalyRoutes(app, options);
  await alarmRoutes(app, options);
  await noticeRoutes(app, options);
  await archiveRoutes(app, options);
  await jobRoutes(app, options);
  await agentPageRoutes(app, options);
  await exportRoutes(app, options);
  await closingRoutes(app, options);
  await cashRoutes(app, options);
  await collectionRoutes(app, options);
  await agentRoutes(app, options);
  await agentCommandRoutes(app, options);
  await syncRoutes(app, options);
  await releaseRoutes(app, options);
  await docsRoutes(app);
  await nothingHereRoutes(app);
  if (options.dashboardUrl !== undefined) await dashboardRoutes(app, options.dashboardUrl, options.publicOrigin);
}

function serverOptions(options: ApiOptions): FastifyServerOptions {
  return {
    ...(options.logger === undefined ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // The balancer in front takes a closing process out; a request that still arrives is answered, not refused.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: PARAM_CHARACTERS_MAX },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allErrors: false } },
    frameworkErrors: (error, request, reply) => sendFault(error, request, reply),
  };
}
