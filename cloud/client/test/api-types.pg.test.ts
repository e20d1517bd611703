import { join } from 'node:path';
import type { OpenAPI3 } from 'openapi-typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloneDatabase } from '../../../scripts/postgres/clone-database.ts';
import { startApi, type TestApi } from '../../api/test/start-api.ts';
import { makeApiTypes } from './make-api-types.ts';

const API_TYPES = join(import.meta.dirname, '../src/api-types.ts');

let api: TestApi;
beforeAll(async () => {
  api = await startApi(await cloneDatabase());
});
afterAll(() => api.close());

it('the committed types are those of the routes', async () => {
  const document = (await api.app.inject('/api/v1/openapi.json')).json<OpenAPI3>();
  const remedy = 'cloud/client/src/api-types.ts is not what the routes say now: npm run api-types, and commit it';
  await expect(await makeApiTypes(document), remedy).toMatchFileSnapshot(API_TYPES);
});
