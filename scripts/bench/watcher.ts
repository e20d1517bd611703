import type { Pool } from 'undici';
import { request } from 'undici';

/** Signs a person in as the page does; answers the cookies. */
export async function signIn(url: string, email: string, password: string): Promise<string> {
  const answer = await request(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email, password }),
  });
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';', 1)[0] ?? '');
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`sign-in was answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return cookies.join('; ');
}

/**
 * Reads a path as the signed-in person, and answers how long it took until its last byte was here, in milliseconds. What
 * the reader makes of the bytes is not counted: a text of half a megabyte cost this process 4 ms more (measured).
 */
export async function timedRead(pool: Pool, path: string, cookie: string): Promise<{ ms: number; body: Buffer }> {
  const begun = performance.now();
  const answer = await pool.request({ path, method: 'GET', headers: { cookie } });
  const pieces: Buffer[] = [];
  for await (const piece of answer.body) pieces.push(piece as Buffer);
  const ms = performance.now() - begun;
  const body = Buffer.concat(pieces);
  if (answer.statusCode !== 200)
    throw new Error(`${path} was answered ${answer.statusCode}: ${body.toString('utf8', 0, 200)}`);
  return { ms, body };
}
