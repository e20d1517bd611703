import { Fault } from '@tillbridge/shared/faults/fault';
import type { Tx } from '../db/client.ts';
import { ownMemberships } from './own-memberships.ts';
import type { ShopScope } from './require-person.ts';

/** Whether a sign-in service says who this is: whoever runs its organization could make it say anything. */
export function isByService(scope: ShopScope): boolean {
  return scope.cameBy === 'provider';
}

/**
 * How a person proves themselves opens every organization they belong to. A session that came by the service of one of
 * them may not change it, or that organization could open the others. Throws `session.of-service`.
 */
export async function requireOwnProof(tx: Tx, scope: ShopScope): Promise<void> {
  if (!isByService(scope)) return;
  const memberships = await ownMemberships(tx, scope.person);
  if (memberships.some((org) => org !== scope.org)) throw new Fault('session.of-service');
}
