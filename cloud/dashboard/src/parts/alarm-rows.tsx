import type { Me } from '@tillbridge/shared/reads';
import type { Alarm } from '@tillbridge/shared/reads-alarms';
import Link from 'next/link';
import { AcknowledgeButton } from '../shell/acknowledge-button.tsx';
import type { Say } from '../words/say.ts';
import { Icon } from './icon.tsx';
import { wordNeed } from './need-words.ts';

export interface AlarmRowsProps {
  readonly rows: readonly Alarm[];
  readonly shops: Me['shops'];
  readonly now: string;
  readonly mayAcknowledge: boolean;
  readonly say: Say;
}

/** Alarms under each other: what and what to do, where, since when, who looks after it, and the way there. */
export function AlarmRows({ rows, shops, now, mayAcknowledge, say }: AlarmRowsProps) {
  return (
    <ul className="needs">
      {rows.map((alarm) => {
        const { need, currency, timeZone } = alarm;
        const words = wordNeed(need, { currency, timeZone }, say);
        const shop = shops.find((one) => one.id === need.shopId);
        return (
          <li key={alarm.id} data-alarm={need.code}>
            <span className={alarm.clearedAt === null ? words.tone : 'soft'}>
              <Icon name={words.icon} />
              <span className="hidden-words">{say.t(`alarms.severities.${need.severity}`)}</span>
            </span>
            <div>
              <p>{words.sentence}</p>
              <p className="meta">
                {[
                  shop === undefined ? '' : say.name(shop.name),
                  String(need.values['machine'] ?? ''),
                  ...whenOf(alarm, now, say),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
              {alarm.note !== null && <p className="soft">{alarm.note}</p>}
              {mayAcknowledge && alarm.state === 'open' && <AcknowledgeButton id={alarm.id} />}
            </div>
            <Link className="go" href={words.href} prefetch={false}>
              {words.verb}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

/** Each time as the clock of the shop shows it; since when also as an age. */
function whenOf(alarm: Alarm, now: string, say: Say): string[] {
  const at = (instant: string) =>
    `${say.dayAt(instant, alarm.timeZone, 'short')} ${say.clock(instant, alarm.timeZone)}`;
  const { need, raisedAt, escalatedAt, clearedAt, acknowledgedAt, acknowledgedBy } = alarm;
  return [
    `${say.t('alarms.since', { time: at(need.since) })} (${say.age(need.since, now)})`,
    say.t('alarms.raised', { time: at(raisedAt) }),
    escalatedAt === null ? '' : say.t('alarms.escalated', { time: at(escalatedAt) }),
    acknowledgedAt === null ? '' : say.t('alarms.by', { name: acknowledgedBy ?? '', time: at(acknowledgedAt) }),
    clearedAt === null ? '' : say.t('alarms.cleared', { time: at(clearedAt) }),
  ];
}
