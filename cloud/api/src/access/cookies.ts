import type { SignedIn } from '@tillbridge/core/people/start-session';
import type { FastifyReply } from 'fastify';

export const ACCESS_COOKIE = 'tb_access';
export const REFRESH_COOKIE = 'tb_refresh';
/** Tells a page whether the cookies are still those of the organization under whose heading it stands. No secret. */
export const ORGANIZATION_COOKIE = 'tb_organization';
export const SESSION_PATH = '/api/v1/session';

export interface CookieWish {
  readonly signedIn: SignedIn;
  readonly accessToken: string;
  readonly accessLastsS: number;
  /** Off only where the whole site is plain http (a trial on one's own machine). */
  readonly secure: boolean;
}

/**
 * The access cookie goes with every request of our own pages; the refresh cookie only to the session routes, and also
 * when a link from elsewhere opens the site (`lax`), where it can do nothing but rotate.
 */
export function setSessionCookies(reply: FastifyReply, wish: CookieWish): void {
  const refreshLastsS = Math.max(0, Math.floor((wish.signedIn.expiresAt.getTime() - Date.now()) / 1000));
  reply.setCookie(ACCESS_COOKIE, wish.accessToken, {
    path: '/',
    httpOnly: true,
    secure: wish.secure,
    sameSite: 'strict',
    maxAge: wish.accessLastsS,
  });
  reply.setCookie(REFRESH_COOKIE, wish.signedIn.refreshToken, {
    path: SESSION_PATH,
    httpOnly: true,
    secure: wish.secure,
    sameSite: 'lax',
    maxAge: refreshLastsS,
  });
  reply.setCookie(ORGANIZATION_COOKIE, wish.signedIn.claim.org, {
    path: '/',
    secure: wish.secure,
    sameSite: 'strict',
    maxAge: refreshLastsS,
  });
}

export function clearSessionCookies(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(ACCESS_COOKIE, { path: '/', httpOnly: true, secure, sameSite: 'strict' });
  reply.clearCookie(REFRESH_COOKIE, { path: SESSION_PATH, httpOnly: true, secure, sameSite: 'lax' });
  reply.clearCookie(ORGANIZATION_COOKIE, { path: '/', secure, sameSite: 'strict' });
}
