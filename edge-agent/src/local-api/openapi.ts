import type { RouteEntry } from './identity.ts';

type Schema = { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };

/** What the local API offers, as an OpenAPI 3.1 document: made from the routes themselves. */
export function openApiOf(routes: readonly RouteEntry[], version: string, port: number): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, url, may, schema = {} } of routes.filter(isCalled)) {
    const path = url.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(schema, may) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Tillbridge at the shop', version },
    servers: [{ url: `http://127.0.0.1:${port}` }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths,
  };
}

/** The console's own files are loaded, not called. */
const isCalled = ({ url }: RouteEntry) => url !== '/' && !url.startsWith('/assets/');

function operationOf(schema: NonNullable<RouteEntry['schema']>, may: RouteEntry['may']): object {
  const answer = (schema.response as Record<number, object> | undefined)?.[200] ?? {};
  const { body } = schema;
  return {
    'x-may': may,
    security: may === 'anybody' ? [] : [{ bearer: [] }],
    parameters: [
      ...parametersOf(schema.params as Schema | undefined, 'path'),
      ...parametersOf(schema.querystring as Schema | undefined, 'query'),
      ...parametersOf(schema.headers as Schema | undefined, 'header'),
    ],
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: { description: 'done', content: { 'application/json': { schema: answer } } },
      default: { description: 'refused', content: { 'application/problem+json': { schema: PROBLEM } } },
    },
  };
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'detail'],
  properties: {
    type: { const: 'about:blank' },
    status: { type: 'integer' },
    code: { type: 'string' },
    title: { type: 'string' },
    detail: { type: 'string' },
  },
};

function parametersOf(schema: Schema | undefined, place: 'path' | 'query' | 'header'): object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, inner]) => {
    const required = place === 'path' || schema?.required?.includes(name) === true;
    return { name, in: place, required, schema: inner };
  });
}
