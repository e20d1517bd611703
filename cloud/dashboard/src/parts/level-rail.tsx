import type { LevelDenomination, LevelUnit } from '@tillbridge/shared/reads-levels';

const percent = (part: number, whole: number) =>
  `${whole === 0 ? 0 : Math.min(100, Math.round((part / whole) * 1000) / 10)}%`;

/** How full a unit is, with its low and high mark and the share of par that falls to it; the words stand beside it. */
export function LevelRail({
  unit,
  denomination,
}: {
  readonly unit: LevelUnit;
  readonly denomination: LevelDenomination | undefined;
}) {
  const { pieces, capacity, level } = unit;
  const flagged = level === 'low' || level === 'empty' || level === 'high' || level === 'full';
  const set = denomination?.set;
  const room = denomination?.capacity ?? 0;
  const marks = set ? [set.low, set.high].map((mark) => percent(mark, room)) : [];
  const own = [unit.lowMark, unit.highMark]
    .filter((mark) => mark > 0 && mark < capacity)
    .map((mark) => percent(mark, capacity));
  return (
    <span className={flagged && unit.outlook !== 'unused' ? 'lv-rail flagged' : 'lv-rail'} aria-hidden="true">
      {pieces !== null && pieces > 0 && <i style={{ width: percent(pieces, capacity) }} />}
      {(set ? marks : own).map((left) => (
        <s key={left} style={{ left }} />
      ))}
      {set && <b style={{ left: percent(set.par, room) }} />}
    </span>
  );
}
