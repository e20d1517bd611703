import type { LiveMessage } from '@tillbridge/shared/live';
import type { ShopScope } from '../people/require-person.ts';

export type ByeReason = Extract<LiveMessage, { type: 'bye' }>['reason'];

/** One open connection of a person. The transport behind it bounds what waits to be sent. */
export interface Subscriber {
  /** Checked anew from time to time; what it may see changes with it. */
  scope: ShopScope;
  /** A message as it goes over the wire; thousands are handed the same bytes. */
  send(message: Buffer): void;
  /** Says goodbye and closes. */
  end(reason: ByeReason): void;
}

export function sees(scope: ShopScope, org: string, shop: string): boolean {
  return scope.org === org && (scope.shops === 'all' || scope.shops.includes(shop));
}

/** A snapshot around a `Today` that is written already. */
export function snapshotBytes(today: Buffer): Buffer {
  return Buffer.concat([Buffer.from('{"type":"snapshot","today":'), today, Buffer.from('}')]);
}

/** The message in UTF-8 JSON, checked by the compiler to be one of the contract. */
export function liveBytes(message: LiveMessage): Buffer {
  return Buffer.from(JSON.stringify(message));
}
