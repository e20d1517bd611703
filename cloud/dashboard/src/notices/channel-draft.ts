import { ALARM_MATTERS } from '@tillbridge/shared/alarm-matters';
import { faultOfHours, type OpeningHours } from '@tillbridge/shared/opening-hours';
import { ALARM_SEVERITIES } from '@tillbridge/shared/reads-alarms';
import type { Channel, ChannelWish } from '@tillbridge/shared/reads-notices';
import { wordsIn } from '../acts/form-words.ts';
import { hoursOf, type WeekDraft } from '../hours/week-draft.ts';
import type { Say } from '../words/say.ts';

export type ChannelFieldsRead = Omit<ChannelWish, 'kind' | 'token'>;

/** What a channel starts from: told at any hour of everything that is wrong. */
export const NEW_CHANNEL: Pick<
  Channel,
  'severities' | 'matters' | 'onlyEscalated' | 'afterMinutes' | 'hours' | 'passes' | 'allShops' | 'shops'
> = {
  severities: ['bad', 'warn'],
  matters: [...ALARM_MATTERS],
  onlyEscalated: false,
  afterMinutes: null,
  hours: null,
  passes: ['bad'],
  allShops: true,
  shops: [],
};
export const WORKDAYS: OpeningHours = [1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: 480, closes: 1_200 }));

/** The form as a wish, or in words what is wrong with it. `week` is null where no hours are kept. */
export function readChannelForm(
  form: FormData,
  week: WeekDraft | null,
  language: ChannelWish['language'],
  say: Say,
): ChannelFieldsRead | string {
  const severities = wordsIn(form, 'severity', ALARM_SEVERITIES);
  const matters = wordsIn(form, 'matter', ALARM_MATTERS);
  if (severities.length === 0 || matters.length === 0) return say.t('notices.chooseOne');
  const allShops = form.get('whichShops') !== 'some';
  const shops = allShops ? [] : form.getAll('shop').map(String);
  if (!allShops && shops.length === 0) return say.t('notices.chooseShop');
  const hours = week === null ? null : hoursOf(week);
  if (week !== null && (hours === null || hours.length === 0)) return say.t('hours.timeMissing');
  const fault = hours === null ? null : faultOfHours(hours);
  if (fault !== null) return say.fault(fault)?.[0] ?? fault;
  const onlyEscalated = form.get('who') === 'next';
  const minutes = String(form.get('afterMinutes') ?? '').trim();
  return {
    label: String(form.get('label')).trim(),
    target: String(form.get('target')).trim(),
    language: form.get('language') === null ? language : form.get('language') === 'th' ? 'th' : 'en',
    severities,
    matters,
    onlyEscalated,
    afterMinutes: onlyEscalated && minutes !== '' ? Number(minutes) : null,
    hours,
    passes: wordsIn(form, 'pass', ALARM_SEVERITIES),
    allShops,
    shops,
  };
}
