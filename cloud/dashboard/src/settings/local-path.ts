/**
 * A path of this site taken from outside, or `/`. Anything that a browser could read as another host
 * (`//host`, `/\host`, a scheme, control characters) is refused.
 */
export function localPath(text: string | null | undefined): string {
  if (text === null || text === undefined) return '/';
  if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(text) || text.includes('\\')) return '/';
  return text;
}
