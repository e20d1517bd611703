import type { Condition } from './condition.ts';
import type { AlarmRule } from './rules.ts';

/** An alarm that is not cleared, as it lies in the table. */
export interface StandingAlarm {
  readonly seenAt: Date;
  readonly raisedAt: Date | null;
  readonly quietSince: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly escalatedAt: Date | null;
}

/**
 * `wait`: note that it was seen. `raise`, `escalate`, `clear`: announce it. `forget`: it was over before it was announced.
 * `quiet`, `loud`: what raised it is over, or is back.
 */
export type Step = 'nothing' | 'wait' | 'raise' | 'forget' | 'quiet' | 'loud' | 'clear' | 'escalate';

export interface Moment {
  readonly rule: AlarmRule;
  readonly now: Date;
  /** Whether the shop is open. */
  readonly open: boolean;
}

/** What becomes of one matter now; nothing standing and nothing wrong never gets here. Pure. */
export function nextStep(
  standing: StandingAlarm | undefined,
  force: Condition['force'] | undefined,
  { rule, now, open }: Moment,
): Step {
  const lasted = (since: Date, ms: number) => now.getTime() - since.getTime() >= ms;
  const mayRaise = mayAnnounce({ rule, open });
  if (standing === undefined) {
    if (force !== 'holds') return 'nothing';
    return rule.raiseAfterMs === 0 && mayRaise ? 'raise' : 'wait';
  }
  if (standing.raisedAt === null) {
    if (force === undefined || force === 'lingers') return 'forget';
    return force === 'holds' && mayRaise && lasted(standing.seenAt, rule.raiseAfterMs) ? 'raise' : 'nothing';
  }
  if (force === undefined) {
    if (rule.clearAfterMs === 0) return 'clear';
    if (standing.quietSince === null) return 'quiet';
    return lasted(standing.quietSince, rule.clearAfterMs) ? 'clear' : 'nothing';
  }
  if (standing.quietSince !== null) return 'loud';
  const due = rule.escalateAfterMs !== null && lasted(standing.raisedAt, rule.escalateAfterMs);
  return standing.escalatedAt === null && due && isUnheard(standing, force, { rule, open }) ? 'escalate' : 'nothing';
}

/** Raised, still so, acknowledged by nobody, and at an hour at which it may be told. */
export function isUnheard(
  standing: StandingAlarm,
  force: Condition['force'],
  moment: Omit<Moment, 'now'> | undefined,
): boolean {
  const stands = standing.raisedAt !== null && standing.quietSince === null && force === 'holds';
  return stands && standing.acknowledgedAt === null && moment !== undefined && mayAnnounce(moment);
}

const mayAnnounce = ({ rule, open }: Omit<Moment, 'now'>) => open || !rule.waitsForOpening;
