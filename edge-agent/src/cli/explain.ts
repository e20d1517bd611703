import { faultEntry } from '@tillbridge/shared/faults';
import { Fault } from '@tillbridge/shared/faults/fault';
import { redact } from '../redact.ts';
import { UPDATE_EXITS } from '../update/exit-codes.ts';
import { EXIT, type Language } from './shell.ts';

const CONFIG_CODES = [
  'edge.config',
  'edge.not-paired',
  'edge.secrets-open',
  'edge.secret-unreadable',
  'edge.already-paired',
  'service.root',
];

/** A failure as a person at a shell should read it: what it means, what to do, and which end code it is. */
export function explain(error: unknown, language: Language): { readonly text: string; readonly code: number } {
  if (!(error instanceof Fault)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { text: `Tillbridge broke: ${redact(text)}\n`, code: EXIT.broken };
  }
  const entry = faultEntry(error.code);
  const meaning = entry?.meaning[language] ?? error.code;
  const remedy = entry?.remedy[language] ?? '';
  return {
    text: [`${meaning} (${error.code})`, ...details(error.extra), remedy, ''].join('\n'),
    code: codeOf(error.code),
  };
}

function details(extra: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(extra).flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((each) => `  - ${redact(String(each))}`) : [`  ${name}: ${redact(String(value))}`],
  );
}

function codeOf(code: string): number {
  const ofUpdate = Object.entries(UPDATE_EXITS).find(([each]) => each === code);
  if (ofUpdate !== undefined) return ofUpdate[1];
  return CONFIG_CODES.includes(code) ? EXIT.config : EXIT.unavailable;
}
