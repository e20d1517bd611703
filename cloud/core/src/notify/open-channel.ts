import { unseal } from '../secrets/seal.ts';

/** What a sealed secret of a channel is bound to. */
export function sealContext(channel: string): string {
  return `notice channel ${channel}`;
}

export interface SealedChannel {
  readonly channel: string;
  readonly secret: Buffer | null;
  /** The secret before this one, while it still signs. */
  readonly former: Buffer | null;
}

/** The secrets of a channel, the newest first. Throws where it has none. */
export function openSecrets(
  pepper: Buffer,
  { channel, secret, former }: SealedChannel,
): readonly [string, ...string[]] {
  if (secret === null) throw new Error('the channel has no secret');
  const open = (sealed: Buffer) => unseal(pepper, sealContext(channel), sealed);
  return former === null ? [open(secret)] : [open(secret), open(former)];
}
