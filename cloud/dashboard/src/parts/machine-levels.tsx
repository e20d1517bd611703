import type { LevelDenomination, LevelUnit, MachineLevels } from '@tillbridge/shared/reads-levels';
import type { Say } from '../words/say.ts';
import { LevelCards } from './level-cards.tsx';
import { LevelTable } from './level-table.tsx';
import { OrderDue } from './order-due.tsx';

/** A unit as a row: its denomination stands with the first of its units, because it is ordered once. */
export interface LevelLine {
  readonly unit: LevelUnit;
  /** A, B … where several units hold one denomination. */
  readonly letter: string;
  readonly denomination: LevelDenomination | undefined;
  /** What is ordered is told in this row. */
  readonly first: boolean;
}

export interface MachineLevelsProps {
  readonly row: MachineLevels;
  readonly now: string;
  readonly say: Say;
}

/** One machine: by when to order for it, then unit by unit. */
export function MachineLevelsPart({ row, now, say }: MachineLevelsProps) {
  const { t } = say;
  const title = `${say.name(row.shop.name)} · ${row.machine.name}`;
  const lines = levelLines(row);
  return (
    <section className="sec levels" aria-label={title}>
      <div className="bar">
        <h2>{title}</h2>
        <span className="meta">{ageWords(row, now, say)}</span>
      </div>
      {lines.length === 0 ? (
        <p className="soft">{t('levels.notRead')}</p>
      ) : (
        <>
          <OrderDue row={row} say={say} />
          <LevelTable row={row} lines={lines} now={now} say={say} />
          <LevelCards row={row} lines={lines} now={now} say={say} />
        </>
      )}
    </section>
  );
}

function ageWords({ readAt, learned }: MachineLevels, now: string, say: Say): string {
  const read = readAt === null ? say.t('cash.neverRead') : say.t('levels.read', { age: say.age(readAt, now) });
  if (learned === null) return `${read} · ${say.t('levels.notLearned')}`;
  if (learned.through === null || learned.days === 0) return read;
  const through = say.day(learned.through, 'short');
  return `${read} · ${say.t('levels.learned', { n: learned.days, day: through })}`;
}

/** Units that pay out in the order of their denominations, then boxes and what was rejected. */
function levelLines({ units, denominations }: MachineLevels): LevelLine[] {
  const paying = denominations.flatMap((denomination) => {
    const its = units.filter(
      ({ role, form, valueMinor }) =>
        role === 'recycle' && form === denomination.form && valueMinor === denomination.valueMinor,
    );
    return its.map((unit, at) => ({
      unit,
      denomination,
      letter: its.length < 2 ? '' : String.fromCharCode(65 + at),
      first: at === 0,
    }));
  });
  const trays = units.filter(({ role }) => role !== 'recycle');
  return [...paying, ...trays.map((unit) => ({ unit, denomination: undefined, letter: '', first: false }))];
}
