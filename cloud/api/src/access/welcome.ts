import type { Arrived, SignedIn } from '@tillbridge/core/people/start-session';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ApiOptions } from '../options.ts';
import { setSessionCookies } from './cookies.ts';
import { signWebToken, TOKEN_LASTS_S } from './tokens.ts';

export interface Welcomed {
  readonly expiresInMs: number;
}

export function isSecure(options: Pick<ApiOptions, 'publicOrigin'>): boolean {
  return options.publicOrigin.startsWith('https:');
}

/** Gives the browser the cookies of a session that has just begun or gone on. */
export function welcome(app: FastifyInstance, reply: FastifyReply, signedIn: SignedIn, options: ApiOptions): Welcomed {
  const accessToken = signWebToken(app, signedIn.claim);
  setSessionCookies(reply, { signedIn, accessToken, accessLastsS: TOKEN_LASTS_S, secure: isSecure(options) });
  return { expiresInMs: TOKEN_LASTS_S * 1000 };
}

/** The same after a sign-in, which may leave an organization to choose. */
export function welcomeArrived(
  app: FastifyInstance,
  reply: FastifyReply,
  arrived: Arrived,
  options: ApiOptions,
): Welcomed & { readonly chooses: boolean } {
  return { ...welcome(app, reply, arrived, options), chooses: arrived.chooses };
}

/** Where a session comes from, as its list shows it. */
export function whereFrom(request: FastifyRequest): { readonly address: string; readonly userAgent: string } {
  return { address: request.ip, userAgent: request.headers['user-agent'] ?? '' };
}
