/** Somebody at the dashboard: what its pages do on their behalf. */
export interface Person {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
}

/** Signs in. Throws a sentence with what the cloud answered. */
export async function signIn(origin: string, email: string, password: string): Promise<Person> {
  const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
  const session = await fetch(`${origin}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
  if (!session.ok) throw new Error(`${email} could not sign in (${session.status})`);
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const ask = async <T>(path: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(`${origin}${path}`, { ...init, headers: { ...headers, cookie } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    get: (path) => ask(path, {}),
    post: (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) }),
  };
}
