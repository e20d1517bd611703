import { denominationFace } from '@tillbridge/shared/money-label';
import { fillOf, levelOf, type UnitView } from '@tillbridge/shared/unit-view';

const TOP = 4;
const BOTTOM = 196;
const LEFT = 16;
const RIGHT = 64;
const STACKER = 'M16 4H64V196H16Z';
const HOPPER = 'M16 4H64V164L50 196H30L16 164Z';
const tenth = (value: number) => Math.round(value * 10) / 10;

/** A stacker stands, a hopper tapers; notes lie as lines and coins as dots; the marks are the device's own. */
export function UnitDrawing({
  unit,
  currency,
  id,
}: {
  readonly unit: UnitView;
  readonly currency: string;
  readonly id: string;
}) {
  const level = levelOf(unit);
  const shape = unit.form === 'note' ? STACKER : HOPPER;
  const at = (pieces: number) =>
    tenth(BOTTOM - (unit.capacity === 0 ? 0 : Math.min(1, pieces / unit.capacity)) * (BOTTOM - TOP));
  const fill = fillOf(unit);
  const top = fill === null ? undefined : tenth(BOTTOM - fill * (BOTTOM - TOP));
  const marks = [unit.lowMark, unit.highMark].filter((mark) => mark > 0 && mark < unit.capacity).map(at);
  return (
    <svg className={`u-${level}`} viewBox="0 0 80 200" aria-hidden="true">
      <clipPath id={id}>
        <path d={shape} />
      </clipPath>
      <path className="u-body" d={shape} />
      {top !== undefined && (
        <g clipPath={`url(#${id})`}>
          <rect className="u-fill" x={LEFT} y={top} width={RIGHT - LEFT} height={tenth(BOTTOM - top)} />
          {unit.form === 'note' ? (
            <path className="u-lines" d={noteLines(top)} />
          ) : (
            <path className="u-dots" d={coinDots(top)} />
          )}
          {top < BOTTOM && <path className="u-top" d={`M16 ${top}H64`} />}
        </g>
      )}
      <path className="u-body u-frame" d={shape} />
      {unit.form === 'note' && (
        <rect
          x="16"
          y="4"
          width="48"
          height="5"
          fill={`var(--note-${denominationFace(unit.valueMinor, currency)}, var(--line-strong))`}
        />
      )}
      {marks.map((y) => (
        <g key={y}>
          <path className="u-mark" d={`M9 ${y}h7`} />
          <path className="u-dash" d={`M16 ${y}h48`} />
        </g>
      ))}
      {level === 'jam' && <path className="u-cross" d="M32 92l16 16M48 92l-16 16" />}
    </svg>
  );
}

function noteLines(top: number): string {
  let d = '';
  for (let y = BOTTOM - 4; y > top + 3; y -= 4) d += `M19 ${y}H61`;
  return d;
}

/** Dots as little circles of one path, because a hundred elements a hopper would weigh more than the page. */
function coinDots(top: number): string {
  let d = '';
  let row = 0;
  for (let y = BOTTOM - 6; y > top + 4; y -= 8, row++) {
    for (let x = row % 2 === 0 ? 22 : 26; x <= 58; x += 8)
      d += `M${x - 1.6} ${y}a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0`;
  }
  return d;
}
