/** A queue that the cloud would take and that moves nothing for so long is stuck. */
export const QUEUE_STILL_MAX_MS = 15 * 60_000;

/** What tells whether the delivery gets anywhere. */
export interface QueueView {
  readonly link: string;
  readonly lastFault: string | undefined;
  readonly pending: number;
  readonly epoch: string;
  readonly acked: number;
  readonly lastReceiptAt: string | undefined;
}

/**
 * Judges the delivery from look to look: true while it moves, has nothing to do, or has a reason that is not its own
 * (no line, a refusal, a cloud that asks to wait). A shop that is offline for weeks is healthy.
 */
export function watchQueue(): (view: QueueView, monotonicMs: number) => boolean {
  let seen = '';
  let since = 0;
  return (view, monotonicMs) => {
    const { link, lastFault, pending, epoch, acked, lastReceiptAt } = view;
    const now = `${epoch} ${acked} ${lastReceiptAt ?? ''}`;
    const excused = pending === 0 || link !== 'connected' || lastFault !== undefined;
    if (excused || now !== seen) {
      seen = now;
      since = monotonicMs;
    }
    return monotonicMs - since < QUEUE_STILL_MAX_MS;
  };
}
