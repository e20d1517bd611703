import type { Delivery } from '@tillbridge/shared/delivery';
import { weekdayWord } from '../hours/weekday-word.ts';
import type { Say } from '../words/say.ts';
import { LedgerRow as Row } from './ledger-section.tsx';

/** When cash is brought, as it is set. */
export function DeliveryRows({ delivery, say }: { readonly delivery: Delivery; readonly say: Say }) {
  const { leadDays, weekdays, without } = delivery;
  return (
    <dl className="ledger">
      <Row term={say.t('delivery.lead')}>{say.t('delivery.leadOf', { n: leadDays })}</Row>
      <Row term={say.t('delivery.weekdays')}>
        {weekdays.length === 0 ? say.t('delivery.none') : weekdaysWord(delivery, say)}
      </Row>
      <Row term={say.t('delivery.without')}>
        {without.length === 0 ? say.t('delivery.withoutNone') : daysWord(without, say)}
      </Row>
    </dl>
  );
}

/** Monday first. */
export function weekdaysWord({ weekdays }: Delivery, say: Say): string {
  const fromMonday = [1, 2, 3, 4, 5, 6, 0].filter((day) => weekdays.includes(day));
  return fromMonday.map((day) => weekdayWord(day, say)).join(', ');
}

export function daysWord(days: readonly string[], say: Say): string {
  return days.map((day) => say.day(day, 'medium')).join(', ');
}
