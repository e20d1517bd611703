import { HORIZON_DAYS, LEARNED_DAYS_MIN, type MachineLevels } from '@tillbridge/shared/reads-levels';
import { denominationName } from '../format/money.ts';
import type { Say } from '../words/say.ts';
import { daysWord, weekdaysWord } from './delivery-rows.tsx';
import { Icon } from './icon.tsx';

interface OrderDueProps {
  readonly row: MachineLevels;
  readonly say: Say;
}

/** What a person must do about a machine, before any figure, and why until then. */
export function OrderDue({ row, say }: OrderDueProps) {
  return (
    <div className="mb-3">
      <Due row={row} say={say} />
      <p className="meta mt-2">{whyWords(row, say)}</p>
    </div>
  );
}

/** What the orders come to, and when they would be brought. */
export function totalWords({ broughtOn }: MachineLevels, say: Say): string {
  return broughtOn === null ? say.t('levels.totalNever') : say.t('levels.total', { day: say.day(broughtOn, 'short') });
}

function Due({ row, say }: OrderDueProps) {
  const { t } = say;
  if (row.broughtOn === null)
    return (
      <p className="note warn">
        <Icon name="warning" />
        <span>{t('levels.neverBrought')}</span>
      </p>
    );
  if (row.late) {
    const late = row.denominations.filter((denomination) => denomination.late);
    const units = late.map(({ valueMinor }) => denominationName(valueMinor, row.currency)).join(', ');
    return (
      <p className="note warn">
        <Icon name="warning" />
        <span>{t('levels.late', { day: say.day(row.broughtOn, 'short'), units })}</span>
      </p>
    );
  }
  if (row.orderBy !== null) return <p className="strong">{t('levels.due', { day: say.day(row.orderBy, 'short') })}</p>;
  if (row.units.some(({ outlook }) => outlook === 'known'))
    return <p className="soft">{t('levels.nothingDue', { n: HORIZON_DAYS })}</p>;
  if (row.learned !== null && row.learned.days < LEARNED_DAYS_MIN)
    return <p className="soft">{t('levels.littleNext', { needed: LEARNED_DAYS_MIN })}</p>;
  return null;
}

/** Of a day to order that is over nothing more is said than when cash is brought. */
function whyWords({ broughtOn, delivery, due, late }: MachineLevels, say: Say): string {
  if (broughtOn === null) return '';
  const n = delivery.leadDays;
  const brought = say.t('levels.brought', { days: weekdaysWord(delivery, say), n });
  if (due === null || late) return brought;
  const why = say.t('levels.dueWhy', { day: say.day(due.broughtOn, 'short'), n });
  const passed = due.passedOver.length === 0 ? '' : say.t('levels.passedOver', { days: daysWord(due.passedOver, say) });
  return [why, passed, brought].filter(Boolean).join(' ');
}
