/** What is known about the time, in milliseconds since 1970. */
export interface KnownTimes {
  /** Clock of this PC, which anybody may have set. */
  readonly ownMs: number;
  /** Clock of the cloud minus ours; undefined while no cloud was heard. */
  readonly cloudOffsetMs: number | undefined;
  /** The latest time that the cloud or a signed document has proved to be past. */
  readonly highestMs: number;
}

/** The time by which dates are judged: the cloud's where it is known, else ours, and never before what is proved. */
export function trustedMs({ ownMs, cloudOffsetMs, highestMs }: KnownTimes): number {
  return Math.max(ownMs + (cloudOffsetMs ?? 0), highestMs);
}

/** What may be remembered as proved. Our own clock never is: a year ahead for a minute would refuse every update after it. */
export function provedMs({ ownMs, cloudOffsetMs, highestMs }: KnownTimes, issuedMs: number): number {
  const cloudMs = cloudOffsetMs === undefined ? 0 : ownMs + cloudOffsetMs;
  return Math.max(highestMs, cloudMs, issuedMs);
}
