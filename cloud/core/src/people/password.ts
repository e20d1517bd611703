import { hash, verify } from '@node-rs/argon2';
import { Fault } from '@tillbridge/shared/faults/fault';

/** argon2id, 19 MiB, two passes, one lane: the second of the recommended settings of OWASP. */
const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;
const RUNNING_MAX = 2;
const WAITING_MAX = 32;
export const PASSWORD_BYTES_MAX = 1_024;

let running = 0;
const waiting: (() => void)[] = [];

/** Text to keep in `people.password_hash`. */
export function hashPassword(password: string): Promise<string> {
  return withPlace(() => hash(password, ARGON2));
}

/**
 * Whether the password is the one of the hash. Without a hash the same work is done, so that the time of an answer
 * does not tell whether the person exists. Throws `api.throttled` when too many wait.
 */
export function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return withPlace(async () => {
    const known = await verify(passwordHash ?? NOBODY, password);
    return known && passwordHash !== null;
  });
}

/** A valid hash of a password that nobody knows. */
const NOBODY = '$argon2id$v=19$m=19456,t=2,p=1$KveBsr02j8G5Zzlr6oT5Ww$38b7oxiVF4y/6bCakiWIq8noLfCFf6829EHYMa7CvBM';

/** Each hash takes 19 MiB and a core: only a few at once, a bounded queue behind. */
async function withPlace<T>(work: () => Promise<T>): Promise<T> {
  if (running >= RUNNING_MAX) {
    if (waiting.length >= WAITING_MAX) throw new Fault('api.throttled', { retryAfterMs: 2_000 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
