import { faultEntry } from '@tillbridge/shared/faults';
import type { Language, Paint } from '../cli/shell.ts';
import { DOCTOR_EXITS, exitOf } from './exit-codes.ts';
import type { Finding } from './finding.ts';

const WORDS = {
  en: {
    ok: 'ok',
    note: 'note',
    skipped: '-',
    warning: 'warning',
    fault: 'FAULT',
    end: 'Ends with',
    sound: 'All is well.',
  },
  th: { ok: 'ปกติ', note: 'แจ้ง', skipped: '-', warning: 'เตือน', fault: 'ผิดปกติ', end: 'รหัสจบ', sound: 'ทุกอย่างปกติ' },
} as const;
const COLOURS = { ok: 'green', note: 'blue', skipped: 'dim', warning: 'yellow', fault: 'red' } as const;
const STATE_WIDTH = 8;
const CHECK_WIDTH = 10;

/** The examination as a person reads it: one line a check, and below each finding what to do. */
export function reportText(findings: readonly Finding[], language: Language, paint: Paint): string {
  const words = WORDS[language];
  const lines = findings.flatMap((finding) => {
    const state = paint(COLOURS[finding.state], pad(words[finding.state], STATE_WIDTH));
    const head = `${state} ${pad(finding.check, CHECK_WIDTH)} `;
    const who = finding.of === undefined ? '' : `${finding.of}: `;
    const entry = finding.code === undefined ? undefined : faultEntry(finding.code);
    if (entry === undefined) return [`${head}${who}${finding.detail.join(', ')}`.trimEnd()];
    const indent = ' '.repeat(STATE_WIDTH + CHECK_WIDTH + 2);
    return [
      `${head}${who}${entry.meaning[language]} ${paint('dim', `(${finding.code})`)}`,
      ...finding.detail.map((each) => `${indent}${paint('dim', each)}`),
      `${indent}${paint('bold', entry.remedy[language])}`,
    ];
  });
  const end = exitOf(findings);
  const last = end === 0 ? paint('green', words.sound) : `${words.end} ${end}.`;
  return `${lines.join('\n')}\n\n${last}\n`;
}

/** The examination for a program: the same findings with both languages and the end code of each. */
export function reportJson(findings: readonly Finding[]): object {
  const told = findings.map((finding) => {
    const entry = finding.code === undefined ? undefined : faultEntry(finding.code);
    if (finding.code === undefined || entry === undefined) return finding;
    return { ...finding, exit: DOCTOR_EXITS[finding.code], meaning: entry.meaning, remedy: entry.remedy };
  });
  return { exit: exitOf(findings), findings: told };
}

/** Thai vowels and tones stand above the letter before them and take no room. */
function pad(text: string, width: number): string {
  const shown = text.replaceAll(/\p{Mn}/gu, '').length;
  return text + ' '.repeat(Math.max(0, width - shown));
}
