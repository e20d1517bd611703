/**
 * The rules of custody that live on the agent, each in one place of the code. A harness switches one off to prove that
 * its suite notices; the product never passes anything but ALL_RULES.
 */
export interface AgentRules {
  /** Every commit reaches the disk before it counts (`synchronous=FULL`, read back at each open). */
  readonly fullSync: boolean;
  /** A reserve file is given up when the disk is full. */
  readonly ballast: boolean;
  /** A high water counts only where our own chain has the same hash. */
  readonly believeOwnHashOnly: boolean;
  /** Each open names every epoch this journal ever held. */
  readonly nameEveryEpoch: boolean;
  /** What the cloud wants of a left epoch is sent until answered. */
  readonly tailOfLeftEpochs: boolean;
  /** Lines are hashed against their column before they are sent. */
  readonly hashBeforeSend: boolean;
  /** … and before they are pruned. */
  readonly hashBeforePrune: boolean;
  /** Bytes gone here and in the cloud are declared lost, openly. */
  readonly declareLost: boolean;
  /** A note outside the database finds a journal that was put back. */
  readonly witness: boolean;
  /** The number of a start is raised and committed before the process speaks. */
  readonly startNumber: boolean;
}

export const ALL_RULES: AgentRules = {
  fullSync: true,
  ballast: true,
  believeOwnHashOnly: true,
  nameEveryEpoch: true,
  tailOfLeftEpochs: true,
  hashBeforeSend: true,
  hashBeforePrune: true,
  declareLost: true,
  witness: true,
  startNumber: true,
};
