import type { BenchRow } from './bench.ts';

const figure = (value: number) => (value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2));

/** The rows as an aligned table for a terminal. */
export function table(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    row.id,
    `${figure(row.value)} ${row.unit}`,
    row.limitValue === null ? '–' : figure(row.limitValue),
    row.ratio === null ? '–' : row.ratio.toFixed(2),
    row.goal,
    row.met ? 'met' : 'MISSED',
    row.note ?? '',
  ]);
  const all = [['id', 'measured', 'limit', 'ratio', 'goal', '', ''], ...cells];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
