import { randomUUID } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import { type Cookies, signInAs, type TestApi } from './start-api.ts';

type Answer = Promise<LightMyRequestResponse>;

/** An organization of its own whose people ask the real routes. */
export interface Desk {
  readonly org: TestOrganization;
  readonly owner: Cookies;
  post(by: Cookies, url: string, payload?: object): Answer;
  /** What the owner is answered, unless a test says who asks. */
  get<T>(url: string, by?: Cookies): Promise<T>;
}

export async function openDesk({ app, db }: TestApi): Promise<Desk> {
  // A file with a desk for each test signs in more often from one address than a house would.
  await db.sql`delete from throttles`;
  const org = await makeOrganization(db, `A${randomUUID().slice(0, 8)}`);
  const owner = await signInAs(app, org.people.owner);
  return {
    org,
    owner,
    post: (by, path, payload = {}) => {
      const [url, headers] = [`/api/v1/${path}`, { 'sec-fetch-site': 'same-origin' }];
      return app.inject({ method: 'POST', url, headers, cookies: { ...by }, payload });
    },
    async get<T>(path: string, by = owner) {
      const answer = await app.inject({ url: `/api/v1/${path}`, cookies: { ...by } });
      expect(answer.statusCode, answer.body).toBe(200);
      return answer.json<T>();
    },
  };
}

/** Why it was refused, or `done`. */
export const codeOf = async (answer: Answer) => (await answer).json<{ code?: string }>().code ?? 'done';
