/** Negative when the first version comes before the second, 0 when they are the same; three whole numbers each. */
export function orderVersions(first: string, second: string): number {
  const [a, b] = [numbers(first), numbers(second)];
  for (const [place, number] of a.entries()) {
    const difference = number - (b[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

const numbers = (version: string) => version.split('.').map(Number);
