/** Round gridlines above zero and up to `max`, at most four: the smallest step of 1, 2 or 5 times a power of ten that allows it. */
export function gridlines(max: number, most = 4): readonly number[] {
  if (max <= 0) return [];
  const raw = max / (most + 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => max / size < most + 1) ?? 10 * power;
  const lines: number[] = [];
  for (let at = step; at <= max; at += step) lines.push(at);
  return lines;
}

/** A straight scale; a domain without width gives the start of the range. */
export function scale(domain: readonly [number, number], range: readonly [number, number]): (value: number) => number {
  const width = domain[1] - domain[0];
  return (value) => (width === 0 ? range[0] : range[0] + ((value - domain[0]) / width) * (range[1] - range[0]));
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** An SVG path through points, rounded to tenths of a pixel so that server and browser write the same text. */
export function pathThrough(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('');
}
