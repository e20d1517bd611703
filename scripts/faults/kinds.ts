/** Every kind of fault the suite can cause; a run that counts must have seen each at least once. */
export const KINDS = [
  'answer-lost',
  'request-lost',
  'request-twice',
  'open-late',
  'batch-late',
  'line-altered',
  'agent-killed-appending',
  'agent-killed-sending',
  'power-lost',
  'api-killed',
  'database-cut',
  'journal-restored',
  'journal-restored-bare',
  'disk-cloned',
  'journal-damaged',
  'journal-deleted',
  'journal-edited',
  'cloud-restored',
  'cloud-restored-silently',
  'restored-under-tail',
  'pruned-then-restored',
  'disk-full',
  'clock-forward',
  'clock-back',
  'poison',
  'fact-refused',
  'redrive',
  'redrive-during-restore',
  'redrive-of-clone',
  'key-revoked',
  'revoked-then-restored',
  'backlog',
  'month-archived',
  'archive-killed',
  'row-altered',
  'again-altered',
] as const;
export type Kind = (typeof KINDS)[number];

/** Kinds after which an agent may leave its epoch: its journal, its disk or the cloud's history was tampered with. */
export const MAY_LEAVE: ReadonlySet<Kind> = new Set([
  'line-altered',
  'journal-restored',
  'journal-restored-bare',
  'disk-cloned',
  'journal-damaged',
  'journal-deleted',
  'journal-edited',
  'cloud-restored',
  'cloud-restored-silently',
  'restored-under-tail',
  'pruned-then-restored',
  'redrive-during-restore',
  'redrive-of-clone',
  'revoked-then-restored',
]);

export function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}
