/**
 * Whether two values of JSON, in which moments may be `Date`s, are equal. What is the same object is not looked into,
 * which makes it many times faster than `isDeepStrictEqual` for values that share their large parts.
 */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  if (one instanceof Date || other instanceof Date)
    return one instanceof Date && other instanceof Date && one.getTime() === other.getTime();
  // No list of keys is made: of three hundred shops they were a fifth of what a read leaves to be collected.
  let more = 0;
  for (const key in one) {
    if (!Object.hasOwn(other, key) || !sameValue(one[key as never], other[key as never])) return false;
    more += 1;
  }
  for (const _ in other) more -= 1;
  return more === 0;
}
