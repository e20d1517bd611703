interface Kept {
  readonly value: string;
  readonly path: string;
}

const SESSION_PATH = '/api/v1/session';
const REFRESH_PATH = `${SESSION_PATH}/refresh`;
/** Where 401 says that somebody is not who they say, and not that an access ran out. */
const PROVING_PATHS = new Set([SESSION_PATH, `${SESSION_PATH}/second-step`, REFRESH_PATH]);

/**
 * A fetch that keeps cookies as a browser does, for one origin and one person, so that a program can sign in and stay
 * signed in: an access that ran out is renewed once, and the request is sent again. Not for browsers, which do this by
 * themselves.
 */
export function keepSession(baseUrl: string, ask: typeof fetch = fetch): typeof fetch {
  const { origin } = new URL(baseUrl);
  const jar = new Map<string, Kept>();
  const send = async (request: Request): Promise<Response> => {
    const { pathname, origin: target } = new URL(request.url);
    if (target !== origin) throw new TypeError(`this session is of ${origin}`);
    const cookies = [...jar].filter(([, { path }]) => isBelow(pathname, path));
    if (cookies.length > 0)
      request.headers.set('cookie', cookies.map(([name, { value }]) => `${name}=${value}`).join('; '));
    const answer = await ask(request);
    for (const line of answer.headers.getSetCookie()) keep(jar, line);
    return answer;
  };
  let renewing: Promise<boolean> | undefined;
  let renewals = 0;
  // One renewal at a time: the refresh token is good for one, and a second use looks like a theft.
  const renew = (): Promise<boolean> => {
    renewing ??= send(new Request(origin + REFRESH_PATH, { method: 'POST', headers: { origin } }))
      .then(({ ok }) => {
        if (ok) renewals += 1;
        return ok;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };
  return async (input, init) => {
    const request = new Request(input, init);
    const again = request.clone();
    const before = renewals;
    const answer = await send(request);
    const ranOut = answer.status === 401 && jar.size > 0 && !PROVING_PATHS.has(new URL(again.url).pathname);
    return ranOut && (renewals > before || (await renew())) ? send(again) : answer;
  };
}

function keep(jar: Map<string, Kept>, line: string): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const equals = pair.indexOf('=');
  const [name, value] = [pair.slice(0, equals), pair.slice(equals + 1)];
  const path = attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/';
  if (value === '') jar.delete(name);
  else jar.set(name, { value, path });
}

function isBelow(pathname: string, path: string): boolean {
  return path === '/' || pathname === path || pathname.startsWith(`${path}/`);
}
