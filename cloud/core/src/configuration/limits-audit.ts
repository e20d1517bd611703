import { LIMIT_SETTINGS, type LimitSetting } from '@tillbridge/shared/limits-wish';
import type { AuditEntry } from '../audit/append-audit.ts';
import type { OwnLimits } from './effective-limits.ts';

type Detail = NonNullable<AuditEntry['detail']>;

/** What changed from one to the other, for the trail; `absent` says what a setting that is not there stands for. */
export function changedLimits(before: OwnLimits, after: OwnLimits, absent: string | null): Detail {
  const changed = LIMIT_SETTINGS.filter(
    (setting) => JSON.stringify(before[setting]) !== JSON.stringify(after[setting]),
  );
  const sides = changed.map((setting) => ({
    ...sideOf('before', setting, before, absent),
    ...sideOf('after', setting, after, absent),
  }));
  return Object.assign({}, ...sides) as Detail;
}

function sideOf(side: 'before' | 'after', setting: LimitSetting, limits: OwnLimits, absent: string | null): Detail {
  const told = !Object.hasOwn(limits, setting);
  switch (setting) {
    case 'payoutWithoutApprovalMinor':
      return { [`${side}.${setting}`]: told ? absent : (limits.payoutWithoutApprovalMinor ?? null) };
    case 'variance':
      return {
        [`${side}.varianceAutomaticMinor`]: told ? absent : (limits.variance?.automaticMinor ?? null),
        [`${side}.varianceReasonMinor`]: told ? absent : (limits.variance?.reasonMinor ?? null),
      };
    default:
      return { [`${side}.parLevels`]: told ? absent : levelsText(limits.parLevels ?? []) };
  }
}

function levelsText(levels: NonNullable<OwnLimits['parLevels']>): string {
  return levels
    .map(({ form, valueMinor, low, par, high }) => `${form} ${valueMinor}: ${low} ${par} ${high}`)
    .join(', ');
}
