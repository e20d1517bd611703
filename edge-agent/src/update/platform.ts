import { arch, platform, report, versions } from 'node:process';

/** What native parts must have been made for: system, processor, C library, and the interface of this Node. */
export function platformHere(): string {
  return [platform, arch, ...(platform === 'linux' ? [libcHere()] : []), versions.modules].join('-');
}

function libcHere(): string {
  const { header } = (report?.getReport() ?? {}) as { header?: { glibcVersionRuntime?: string } };
  return header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc';
}
