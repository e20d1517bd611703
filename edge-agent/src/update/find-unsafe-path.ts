/** Letters, digits and a few signs that every file system keeps as they are. */
const SEGMENT = /^[A-Za-z0-9@_+][A-Za-z0-9@_+.-]*$|^\.(?=[a-z])[A-Za-z0-9_-]+$/;
/** Names that mean a device on Windows, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const DEPTH_MAX = 12;

/**
 * The first path that could leave its folder, hide behind another one, or mean something else on another system: `..`,
 * absolute, backslash, colon, device, trailing dot, the same name in other letters, a file where another path needs a
 * folder. Undefined when all are plain.
 */
export function findUnsafePath(paths: readonly string[]): string | undefined {
  const files = new Set<string>();
  const folders = new Set<string>();
  for (const path of paths) {
    const segments = path.split('/');
    if (segments.length > DEPTH_MAX || !segments.every(isPlain)) return path;
    const lower = path.toLowerCase();
    if (files.has(lower)) return path;
    files.add(lower);
    for (let depth = 1; depth < segments.length; depth++) folders.add(lower.split('/').slice(0, depth).join('/'));
  }
  return paths.find((path) => folders.has(path.toLowerCase()));
}

function isPlain(segment: string): boolean {
  return SEGMENT.test(segment) && !segment.endsWith('.') && !DEVICE.test(segment);
}
