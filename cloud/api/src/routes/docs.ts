import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance, FastifySchema } from 'fastify';
import type { Access } from '../access/access.ts';
import { ACCESS_COOKIE } from '../access/cookies.ts';
import { IDEMPOTENCY_HEADER, IDEMPOTENCY_KEY } from '../access/idempotency.ts';
import { nameSchemas } from '../answers/name-schemas.ts';

const KEY_SCHEMA = {
  type: 'string',
  pattern: IDEMPOTENCY_KEY.source,
  description:
    'Asked again with the same key and body, a change is answered as the first time and not made again, for a day. 409 while the first is under way, when its outcome is unknown, and when the key was another request’s.',
};

export const DOCS_PATH = '/api/v1/docs';

/** Registered before all routes, because it collects them as they come. */
export async function collectDocs(app: FastifyInstance, publicOrigin: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tillbridge',
        version: '1',
        description: [
          'Every failure is problem+json with a code, its meaning, a remedy and the request id.',
          'Lists are read page by page with the cursor of the last answer.',
          'Too many requests of one person or agent are answered 429 with Retry-After.',
        ].join(' '),
      },
      servers: [{ url: publicOrigin }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: ACCESS_COOKIE },
          agent: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access;
      const security = access === 'agent' ? [{ agent: [] }] : access === 'public' ? [] : [{ session: [] }];
      const documented = { ...schema, security, description: `Access: ${access ?? 'none'}.` };
      return { schema: takesKey(access, [route.method].flat()) ? withKey(documented) : documented, url };
    },
    transformObject: (document) =>
      'openapiObject' in document ? nameSchemas(document.openapiObject) : document.swaggerObject,
  });
}

/** Changes that people ask for take an Idempotency-Key; agents have the delivery protocol, which repeats by its places. */
function takesKey(access: Access | undefined, methods: readonly string[]): boolean {
  return access !== 'agent' && access !== 'public' && methods.some((method) => !['GET', 'HEAD'].includes(method));
}

/** Documented only: the hook checks it, with an answer of its own. */
function withKey(schema: FastifySchema): FastifySchema {
  const headers = { type: 'object', properties: { [IDEMPOTENCY_HEADER]: KEY_SCHEMA } };
  return { ...schema, headers };
}

/** The document, and a page to read it. */
export async function docsRoutes(app: FastifyInstance): Promise<void> {
  app.get('/api/v1/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger());
  await app.register(async (page) => {
    // Its routes are the library's; they show nothing but the public document.
    page.addHook('onRoute', (route) => {
      route.config = { ...route.config, access: 'public' };
    });
    await page.register(fastifySwaggerUi, { routePrefix: DOCS_PATH, uiConfig: { supportedSubmitMethods: [] } });
  });
}
