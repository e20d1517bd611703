import { Fault } from '@tillbridge/shared/faults/fault';
import type { ShopScope } from '../people/require-person.ts';

/** What holds for every shop is set by whoever sees every shop. Throws `api.forbidden`. */
export function requireAllShops(scope: ShopScope): void {
  if (scope.shops !== 'all') throw new Fault('api.forbidden', { detail: 'all shops of the organization' });
}
