import type { DayPair, Point } from './like-for-like.ts';
import { gridlines, pathThrough, scale } from './scale.ts';

export interface CurveSize {
  readonly width: number;
  readonly height: number;
  /** Right edge of the plot; the rest is room for the label of the comparison. */
  readonly right: number;
}

export const WIDE: CurveSize = { width: 548, height: 232, right: 440 };
export const SLIM: CurveSize = { width: 358, height: 210, right: 262 };

const LEFT = 8;
const TOP = 22;
const FOOT = 24;
/** Hours named below the axis: every second one, every fourth on a long day. */
const LABELS_MAX = 8;

export interface CurveLayout {
  readonly baseline: number;
  readonly grid: readonly { readonly y: number; readonly amountMinor: number }[];
  readonly hours: readonly { readonly x: number; readonly hour: number; readonly anchor: 'start' | 'middle' }[];
  readonly nowPath: string;
  readonly thenPath: string;
  readonly dot: { readonly x: number; readonly y: number; readonly thenY: number } | undefined;
  /** Where the label of today's figure stands so that it covers neither line. */
  readonly nowLabel: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' };
  readonly thenLabel: { readonly x: number; readonly y: number };
  readonly stops: readonly {
    readonly x: number;
    readonly hour: number;
    readonly now: number | undefined;
    readonly before: number;
    readonly nowY: number | undefined;
    readonly thenY: number;
  }[];
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/** Places two cumulative curves in a drawing. Zero-based, so that heights can be compared. */
export function layoutCurve(pair: DayPair, size: CurveSize): CurveLayout {
  const baseline = size.height - FOOT;
  const most = Math.max(1, ...pair.now.map(amount), ...pair.before.map(amount));
  const x = scale([pair.from, pair.to], [LEFT, size.right]);
  const y = scale([0, most], [baseline, TOP]);
  const place = (points: readonly Point[]) => points.map((point) => [x(point.hour), y(point.amountMinor)] as const);
  const now = place(pair.now);
  const then = place(pair.before);
  const last = now.at(-1);
  const lastHour = pair.now.at(-1)?.hour ?? pair.from;
  const thenAtNow = y(pair.thenMinor);
  const dot = last === undefined ? undefined : { x: tenth(last[0]), y: tenth(last[1]), thenY: tenth(thenAtNow) };
  const every = (pair.to - pair.from) / 2 <= LABELS_MAX ? 2 : 4;
  const firstLabel = Math.ceil(pair.from / every) * every;
  return {
    baseline,
    grid: gridlines(most).map((amountMinor) => ({ y: tenth(y(amountMinor)), amountMinor })),
    hours: Array.from({ length: Math.floor((pair.to - firstLabel) / every) + 1 }, (_, i) => firstLabel + i * every).map(
      (hour) => ({ x: tenth(x(hour)), hour, anchor: hour === pair.from ? 'start' : 'middle' }),
    ),
    nowPath: pathThrough(now),
    thenPath: pathThrough(then),
    dot,
    nowLabel: placeNowLabel(dot, size),
    thenLabel: {
      x: size.right + 8,
      y: tenth(Math.max(TOP, Math.min(baseline - 24, then.at(-1)?.[1] ?? baseline) + 4)),
    },
    stops: pair.before.map((point) => {
      const today = point.hour <= lastHour ? pair.now.find((one) => one.hour === point.hour) : undefined;
      return {
        x: tenth(x(point.hour)),
        hour: point.hour,
        now: today?.amountMinor,
        before: point.amountMinor,
        nowY: today === undefined ? undefined : tenth(y(today.amountMinor)),
        thenY: tenth(y(point.amountMinor)),
      };
    }),
  };
}

const amount = (point: Point) => point.amountMinor;

function placeNowLabel(dot: CurveLayout['dot'], size: CurveSize): CurveLayout['nowLabel'] {
  if (dot === undefined) return { x: LEFT, y: TOP, anchor: 'start' };
  const ahead = dot.y <= dot.thenY;
  const roomLeft = dot.x > size.width * 0.42;
  if (ahead && roomLeft) return { x: tenth(dot.x - 9), y: tenth(Math.max(14, dot.y - 7)), anchor: 'end' };
  const below = Math.min(size.height - FOOT - 8, dot.y + 18);
  const roomRight = dot.x < size.width * 0.62;
  if (roomRight) return { x: tenth(dot.x + 9), y: tenth(ahead ? Math.max(14, dot.y - 7) : below), anchor: 'start' };
  return { x: tenth(dot.x - 9), y: tenth(ahead ? Math.max(14, dot.y - 10) : below), anchor: 'end' };
}
