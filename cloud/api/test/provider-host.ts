import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

/** A real OpenID provider on the loopback, whose people say who they are by a query and are believed. */
export interface ProviderHost {
  readonly issuer: string;
  /** Goes through the provider as a browser would and answers where it sends the browser back to. */
  visit(location: string, subject: string): Promise<URL>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'tillbridge', secret: 'a-secret-between-us-two' };

export async function openProvider(redirectUris: () => string[]): Promise<ProviderHost> {
  let handle: Parameters<typeof createServer>[1] = (_request, response) => response.end();
  const server: Server = createServer((request, response) => handle?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration: Configuration = {
    clients: [],
    findAccount: (_context, subject) => ({
      accountId: subject,
      // The same address for everybody, and nobody proved it.
      claims: () => ({ sub: subject, email: 'owner.alpha@demo.test', email_verified: false }),
    }),
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key of the tests'] },
    pkce: { required: () => true },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
  };
  // Made anew for each visit of a test that adds a redirect URI.
  const build = (): Provider =>
    new Provider(issuer, {
      ...configuration,
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: redirectUris(),
          token_endpoint_auth_method: 'client_secret_post',
        },
      ],
    });
  let provider = build();
  let known = '';
  handle = async (request, response) => {
    if (redirectUris().join() !== known) {
      known = redirectUris().join();
      provider = build();
    }
    const subject = request.headers['x-subject'];
    if (request.url?.startsWith('/interaction/') === true) {
      await answerInteraction(provider, request, response, String(subject));
      return;
    }
    await provider.callback()(request, response);
  };
  return {
    issuer,
    visit: (location, subject) => visit(location, subject, issuer),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function answerInteraction(
  provider: Provider,
  ...[request, response, subject]: [...Parameters<NonNullable<Parameters<typeof createServer>[1]>>, string]
): Promise<void> {
  const { prompt, params, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    await provider.interactionFinished(request, response, { login: { accountId: subject } });
    return;
  }
  const grant =
    (grantId === undefined ? undefined : await provider.Grant.find(grantId)) ??
    new provider.Grant({ accountId: subject, clientId: String(params['client_id']) });
  grant.addOIDCScope(String(params['scope']));
  await provider.interactionFinished(
    request,
    response,
    { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true },
  );
}

async function visit(location: string, subject: string, issuer: string): Promise<URL> {
  const jar = new Map<string, string>();
  let url = new URL(location);
  for (let hop = 0; hop < 12; hop += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie, 'x-subject': subject } });
    for (const line of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value === '') jar.delete(name);
      else jar.set(name, value);
    }
    const next = answer.headers.get('location');
    if (next === null)
      throw new Error(`${url.pathname} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    url = new URL(next, url);
    if (url.origin !== issuer) return url;
  }
  throw new Error('the provider goes round in circles');
}
