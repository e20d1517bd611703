import { CASH_KINDS, CashLineSchema, CurrencySchema, OUTCOMES, oneOf } from '@tillbridge/shared/cash';
import { UuidSchema } from '@tillbridge/shared/ids';
import { type Static, Type } from 'typebox';

/** The largest single operation at a counter; anything above is a typing mistake. */
export const COUNTER_AMOUNT_MINOR_MAX = 1_000_000_000;
export const IDEMPOTENCY_HEADER = 'idempotency-key';

/** Goes into a fact for ever, so it must be text: no control characters, no half of a surrogate pair. */
export const NoteSchema = (maxLength: number) =>
  Type.String({ minLength: 1, maxLength, pattern: '^[^\\p{Cc}\\p{Cs}]+$' });

export const AmountSchema = Type.Integer({ minimum: 1, maximum: COUNTER_AMOUNT_MINOR_MAX });
export const TimeoutSchema = Type.Optional(Type.Integer({ minimum: 5_000, maximum: 600_000 }));

export const AskedSchema = {
  amountMinor: AmountSchema,
  machine: Type.Optional(UuidSchema),
  reference: Type.Optional(NoteSchema(64)),
  operator: Type.Optional(NoteSchema(80)),
};

export const SaleSchema = Type.Object({ ...AskedSchema, timeoutMs: TimeoutSchema }, { additionalProperties: false });
export const PayoutSchema = Type.Object(AskedSchema, { additionalProperties: false });
export const CancelSchema = Type.Object({ machine: Type.Optional(UuidSchema) }, { additionalProperties: false });
export const IdempotencyKeySchema = Type.String({ pattern: '^[\\x21-\\x7e]{8,128}$' });
/** Asks only what became of the operation of this key; one that was never seen can no longer begin. */
export const ONLY_RECORDED_HEADER = 'x-only-recorded';
export const KeySchema = Type.Object({
  [IDEMPOTENCY_HEADER]: IdempotencyKeySchema,
  [ONLY_RECORDED_HEADER]: Type.Optional(Type.Literal('1')),
});
/** What `POST /v1/approvals` answered, beside the key of the same act. */
export const APPROVAL_HEADER = 'x-approval';
export const ApprovalHeadersSchema = Type.Object({
  ...KeySchema.properties,
  [APPROVAL_HEADER]: Type.Optional(Type.String({ maxLength: 64 })),
});

export type SaleBody = Static<typeof SaleSchema>;
export type PayoutBody = Static<typeof PayoutSchema>;
export type CancelBody = Static<typeof CancelSchema>;

/** The recorded outcome of an operation, the same each time it is asked for. */
export const OutcomeSchema = Type.Object({
  operation: UuidSchema,
  machine: UuidSchema,
  kind: oneOf(CASH_KINDS),
  outcome: oneOf(OUTCOMES),
  currency: CurrencySchema,
  amountMinor: Type.Integer(),
  inMinor: Type.Integer(),
  outMinor: Type.Integer(),
  owedMinor: Type.Integer(),
  lines: Type.Array(CashLineSchema),
  reason: Type.Optional(Type.String()),
  reference: Type.Optional(Type.String()),
  seal: Type.Optional(Type.String()),
  receiver: Type.Optional(Type.String()),
});
