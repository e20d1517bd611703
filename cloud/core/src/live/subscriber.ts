import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopScope } from '../people/require-person.ts';

export type ByeReason = Extract<LiveMessage, { type: 'bye' }>['reason'];

/** One open connection of a person. The transport behind it bounds what waits to be sent. */
export interface Subscriber {
  /** Checked anew from time to time; what it may see changes with it. */
  scope: ShopScope;
  send(text: string): void;
  /** Says goodbye and closes. */
  end(reason: ByeReason): void;
}

export function sees(scope: ShopScope, org: string, shop: string): boolean {
  return scope.org === org && (scope.shops === 'all' || scope.shops.includes(shop));
}

/** A snapshot around a `Today` that is written already. */
export function snapshotText(today: Buffer): string {
  return `{"type":"snapshot","today":${today}}`;
}

/** The message as text, checked by the compiler to be one of the contract. */
export function liveText(message: LiveMessage): string {
  return JSON.stringify(message);
}
