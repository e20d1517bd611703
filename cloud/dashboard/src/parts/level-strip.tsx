import type { ShopTile } from '@tillbridge/shared/reads';
import { barsOf } from '@tillbridge/shared/shop-tile';
import type { UnitBar } from '@tillbridge/shared/unit-bars';
import { fillOf, levelOf, viewed } from '@tillbridge/shared/unit-view';
import { denominationName } from '../format/money.ts';
import type { Say } from '../words/say.ts';

const BAR = 8;
const STEP = 11;
const GAP = 8;
const TOP = 6;
const TALL = 24;
const HEIGHT = 37;

type Bar = ReturnType<typeof viewed<UnitBar>>[number];

/** The machine shrunk to a row: one bar a unit, ▾ under it near empty, ▴ above it near full, a block under it jammed. */
export function LevelStrip({ tile, say }: { readonly tile: ShopTile; readonly say: Say }) {
  const bars: { readonly unit: Bar; readonly currency: string; readonly x: number }[] = [];
  let x = 0;
  for (const machine of tile.machines) {
    for (const form of ['note', 'coin'] as const) {
      const units = viewed(
        barsOf(machine.bars).filter((unit) => unit.form === form),
        machine.faults,
      );
      for (const unit of units) {
        bars.push({ unit, currency: machine.currency, x });
        x += STEP;
      }
      if (units.length > 0) x += GAP;
    }
  }
  const width = Math.max(0, x - GAP - (STEP - BAR));
  if (bars.length === 0) return <span className="meta">{say.t('machine.notRead')}</span>;
  const words = bars.map(({ unit, currency }) => wordBar(unit, currency, say));
  const flagged = words.filter((word) => word.flag !== '').map((word) => word.text);
  const label = flagged.length === 0 ? say.t('level.allOk') : flagged.join(', ');
  return (
    <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={label}>
      {bars.map((bar, i) => (
        <BarDrawing key={bar.x} {...bar} title={words[i]?.text ?? ''} />
      ))}
    </svg>
  );
}

function BarDrawing({ unit, x, title }: { readonly unit: Bar; readonly x: number; readonly title: string }) {
  const level = levelOf(unit);
  const fill = Math.round((fillOf(unit) ?? 0) * TALL * 10) / 10;
  const paint = level === 'jam' ? 'ls-b' : level === 'ok' ? 'ls-f' : 'ls-a';
  return (
    <g>
      <title>{title}</title>
      <rect className="ls-t" x={x} y={TOP} width={BAR} height={TALL} />
      <rect className={paint} x={x} y={Math.round((TOP + TALL - fill) * 10) / 10} width={BAR} height={fill} />
      {level === 'low' && <path className="ls-a" d={`M${x} 32h8l-4 5z`} />}
      {level === 'high' && <path className="ls-a" d={`M${x} 4.5h8l-4-4.5z`} />}
      {level === 'jam' && <path className="ls-b" d={`M${x} 32h8v4h-8z`} />}
    </g>
  );
}

function wordBar(unit: Bar, currency: string, say: Say): { readonly text: string; readonly flag: string } {
  const level = levelOf(unit);
  const flag = level === 'ok' ? '' : say.t(`level.${level}`);
  const held = unit.pieces === null ? '?' : String(unit.pieces);
  const name = `${denominationName(unit.valueMinor, currency)}${unit.letter === '' ? '' : ` ${unit.letter}`}`;
  return { text: `${name}: ${held} / ${unit.capacity}${flag === '' ? '' : `, ${flag}`}`, flag };
}
