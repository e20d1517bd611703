import { KEY_SCOPES, type KeyScope, SCOPE_NEEDS } from '@tillbridge/shared/agent-keys';
import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopScope } from '../people/require-person.ts';

/** All that this person may hand out. */
export function scopesOf({ permissions }: Pick<ShopScope, 'permissions'>): readonly KeyScope[] {
  return KEY_SCOPES.filter((scope) => permissions.has(SCOPE_NEEDS[scope]));
}

/** The scopes asked for, or all that may be given. Throws `key.scope`: nobody hands out what they do not hold. */
export function scopesGranted(
  maker: Pick<ShopScope, 'permissions'>,
  wished?: readonly KeyScope[],
): readonly KeyScope[] {
  const own = scopesOf(maker);
  const scopes = wished ?? own;
  if (scopes.length === 0 || scopes.some((scope) => !own.includes(scope))) throw new Fault('key.scope');
  return scopes;
}
