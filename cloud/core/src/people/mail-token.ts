import { createHash, randomBytes } from 'node:crypto';

const ORG_BYTES = 16;
const SECRET_BYTES = 32;

/** A token for a mail that carries its organization, because it is read before anybody is signed in. */
export function newOrgToken(org: string): string {
  return Buffer.concat([Buffer.from(org.replaceAll('-', ''), 'hex'), randomBytes(SECRET_BYTES)]).toString('base64url');
}

/** The organization in a token, whose secret proves nothing yet; undefined for what is no token. */
export function orgOfToken(token: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ORG_BYTES + SECRET_BYTES || bytes.toString('base64url') !== token) return undefined;
  return bytes.toString('hex', 0, ORG_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** What the database keeps of any token that was sent by mail. */
export function hashMailToken(token: string): Buffer {
  return createHash('sha256').update(`mail ${token}`).digest();
}
