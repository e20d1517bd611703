/** A mistake a person can mend: shown as this sentence, without a stack. */
export class Plain extends Error {}

const BY_CODE = {
  ENOSPC: (where) => `The disk is full${where}. Make room and start again; nothing that was recorded is lost.`,
  EDQUOT: (where) => `The disk quota is used up${where}. Make room and start again; nothing that was recorded is lost.`,
  EACCES: (where) => `There is no right to write${where}. Start as the owner of this folder, or give the right to it.`,
  EPERM: (where) => `There is no right to do that${where}. Start as the owner of this folder, or give the right to it.`,
  EROFS: (where) => `The disk is read-only${where}. Clone to a folder that can be written.`,
  EMFILE: () => 'Too many files are open. Raise the limit (ulimit -n 4096) and start again.',
};

/** What a person should read when `npm start` or `npm test` cannot go on. @param {unknown} error */
export function explain(error) {
  if (error instanceof Plain) return error.message;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const sentence = BY_CODE[cause.code];
    if (sentence !== undefined) return sentence(cause.path === undefined ? '' : ` at ${cause.path}`);
    if (/No space left on device|Check free disk space|could not extend file|ENOSPC/.test(cause.message))
      return BY_CODE.ENOSPC('');
  }
  return error instanceof Error ? error.message : String(error);
}
