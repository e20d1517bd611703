import { type Client, createClient, dataOf, keepSession } from '@tillbridge/client';

/** Signs a program in as a person. It stays signed in: an access that ran out is renewed by itself. */
export async function signIn(baseUrl: string, email: string, password: string): Promise<Client> {
  const client = createClient({ baseUrl, fetch: keepSession(baseUrl) });
  const answer = await dataOf(client.POST('/api/v1/session', { body: { email, password } }));
  if ('ticket' in answer) {
    throw new Error('A code is wanted: send it with the ticket to /api/v1/session/second-step.');
  }
  return client;
}
