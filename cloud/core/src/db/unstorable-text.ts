/** What Postgres says of text it cannot hold: a zero character, or half a surrogate pair in JSON. */
const UNSTORABLE: ReadonlySet<unknown> = new Set(['22021', '22P05']);

/** Whether a statement failed because somebody sent such text: a refusal, not a failure of ours. */
export function isUnstorableText(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNSTORABLE.has(error.code);
}
