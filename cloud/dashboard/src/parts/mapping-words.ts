import type { Mapping } from '@tillbridge/shared/reads-mappings';
import type { Say } from '../words/say.ts';

/** What a name stands for, as the reader calls it; a word that has none here stands for itself. */
export function meantWord({ what, to, machine }: Pick<Mapping, 'what' | 'to' | 'machine'>, say: Say): string {
  if (what === 'machine') return machine ?? to;
  if (what === 'kind') return say.word(`kind.${to}`) ?? to;
  if (what === 'form') return say.word(`mappings.forms.${to}`) ?? to;
  return to;
}

const REASONS = [
  'unreadable',
  'schema',
  'machine',
  'time',
  'sums',
  'place',
  'device-key',
  'fork',
  'stranded',
  'damaged',
] as const;

/** Why no mapping mends a line with this code; null for a code that has no such reason. */
export function whyNoMapping(code: string, say: Say): string | null {
  const reason = REASONS.find((each) => code === `fact.${each}`);
  return reason === undefined ? null : say.t(`mappings.why.${reason}`);
}
