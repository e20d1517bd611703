import { type Static, Type } from 'typebox';
import { oneOf } from './cash.ts';
import { InstantSchema, UuidSchema } from './ids.ts';
import { NeedSchema, ShopNowSchema, TodaySchema, TransactionRowSchema } from './reads.ts';

/**
 * What the cloud says over `GET /api/v1/live` (WebSocket): a snapshot on connect, then absolute values with versions.
 * A client keeps the highest version of each shop and throws older ones away; it never adds.
 */
export const LiveMessageSchema = Type.Union([
  Type.Object({ type: Type.Literal('snapshot'), today: TodaySchema }),
  Type.Object({
    type: Type.Literal('shop'),
    tile: ShopNowSchema,
    transactions: Type.Array(TransactionRowSchema),
    /** Every need of this shop that holds now, in place of the ones before. */
    needs: Type.Array(NeedSchema),
    sentAt: InstantSchema,
  }),
  /** Sent every LIVE_BEAT_MS; a client that hears nothing for LIVE_STALE_MS says so. */
  Type.Object({ type: Type.Literal('beat'), at: InstantSchema }),
  Type.Object({
    type: Type.Literal('bye'),
    reason: oneOf(['signed_out', 'switched', 'forbidden', 'restart']),
    shop: Type.Optional(UuidSchema),
  }),
]);
export type LiveMessage = Static<typeof LiveMessageSchema>;

export const LIVE_BEAT_MS = 5_000;
export const LIVE_STALE_MS = 15_000;
/** A shop not heard of for so long is shown as silent. */
export const SILENT_AFTER_MS = 120_000;
