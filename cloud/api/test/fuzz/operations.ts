import type { FastifyInstance } from 'fastify';
import type { Schema } from './values.ts';

export interface Field {
  readonly name: string;
  readonly in: string;
  readonly schema: Schema;
}

/** One method of one path, as the API describes itself. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: Schema | undefined;
  readonly fields: readonly Field[];
}

interface Described {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Every operation of the OpenAPI document of a running API. */
export async function operationsOf(app: FastifyInstance): Promise<Operation[]> {
  const { paths } = (await app.inject('/api/v1/openapi.json')).json<{
    readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  }>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      body: requestBody?.content['application/json']?.schema,
      fields: parameters
        .filter((field) => field.in !== 'header')
        .map((field) => ({ name: field.name, in: field.in, schema: field.schema ?? {} })),
    })),
  );
}
