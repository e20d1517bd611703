import { createHash, createHmac } from 'node:crypto';

/** What the database keeps of a refresh token. */
export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * The token that follows this one. It is derived, not drawn, so that a lost answer or a second tab within the grace
 * gets the very same successor and no branch of the family comes to be.
 */
export function successorOf(pepper: Buffer, token: string): string {
  return createHmac('sha256', pepper).update(`refresh ${token}`).digest('base64url');
}
