import type { Need } from '@tillbridge/shared/reads';

/**
 * Something that is wrong, or nearly is. `holds`: it is so. `lingers`: better than what raises it and not yet good, so an
 * alarm stays and none begins. `history`: what is known of it is old, because the shop still brings what happened before.
 */
export interface Condition {
  readonly need: Need;
  /** What of the shop it is about; with the code it tells one matter from another. */
  readonly subject: string;
  readonly force: 'holds' | 'lingers' | 'history';
}

export function matterOf(
  condition: Pick<Condition, 'subject'> & { readonly need: Pick<Need, 'code' | 'shopId'> },
): string {
  return `${condition.need.shopId} ${condition.need.code} ${condition.subject}`;
}
