'use client';

import { ALARM_MATTERS } from '@tillbridge/shared/alarm-matters';
import type { Me } from '@tillbridge/shared/reads';
import { ALARM_SEVERITIES } from '@tillbridge/shared/reads-alarms';
import { type Channel, type ChannelKind, ESCALATION_MINUTES_MAX } from '@tillbridge/shared/reads-notices';
import { useId, useState } from 'react';
import { draftOf, type WeekDraft } from '../hours/week-draft.ts';
import { WeekFields } from '../hours/week-fields.tsx';
import { Field } from '../parts/field.tsx';
import { useSay } from '../words/use-say.ts';
import { NEW_CHANNEL, WORKDAYS } from './channel-draft.ts';

export interface ChannelFieldsProps {
  readonly kind: ChannelKind;
  readonly shops: Me['shops'];
  /** Left out for one that is added. */
  readonly channel?: Channel;
  readonly week: WeekDraft | null;
  readonly setWeek: (week: WeekDraft | null) => void;
}

/** Where a channel leads, what it is told of, and when. */
export function ChannelFields({ kind, shops, channel, week, setWeek }: ChannelFieldsProps) {
  const say = useSay();
  const start = channel ?? NEW_CHANNEL;
  const replaces = channel === undefined ? 'notices.token' : 'notices.newToken';
  return (
    <>
      <Field name="label" label={say.t('notices.label')} maxLength={60} defaultValue={channel?.label} required />
      <Field
        name="target"
        label={say.t(`notices.targets.${kind}`)}
        maxLength={500}
        defaultValue={channel?.target}
        required
      />
      {kind === 'line' && (
        <Field
          name="token"
          label={say.t(replaces)}
          type="password"
          autoComplete="off"
          required={channel === undefined}
          {...(channel === undefined ? {} : { hint: say.t('notices.tokenStays') })}
        />
      )}
      <Language language={channel?.language ?? say.language} />
      <WhichShops shops={shops} chosen={start} />
      <Checks
        title={say.t('notices.about')}
        name="matter"
        all={ALARM_MATTERS}
        chosen={start.matters}
        wordOf={(one) => say.t(`notices.matters.${one}`)}
      />
      <Checks
        title={say.t('alarms.severity')}
        name="severity"
        all={ALARM_SEVERITIES}
        chosen={start.severities}
        wordOf={(one) => say.t(`alarms.severities.${one}`)}
      />
      <WhoFirst chosen={start} />
      <When week={week} setWeek={setWeek} passes={start.passes} hours={start.hours} />
    </>
  );
}

function Language({ language }: { readonly language: 'th' | 'en' }) {
  const say = useSay();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{say.t('notices.language')}</label>
      <select id={id} name="language" className="input" defaultValue={language}>
        <option value="th">{say.t('choice.th')}</option>
        <option value="en">{say.t('choice.en')}</option>
      </select>
    </div>
  );
}

interface ChecksProps<T extends string> {
  readonly title: string;
  readonly name: string;
  readonly all: readonly T[];
  readonly chosen: readonly T[];
  readonly wordOf: (one: T) => string;
}

function Checks<T extends string>({ title, name, all, chosen, wordOf }: ChecksProps<T>) {
  return (
    <fieldset className="picks">
      <legend className="strong">{title}</legend>
      {all.map((one) => (
        <label key={one}>
          <input type="checkbox" name={name} value={one} defaultChecked={chosen.includes(one)} />
          {wordOf(one)}
        </label>
      ))}
    </fieldset>
  );
}

function WhichShops({
  shops,
  chosen,
}: {
  readonly shops: Me['shops'];
  readonly chosen: Pick<Channel, 'allShops' | 'shops'>;
}) {
  const say = useSay();
  const [some, setSome] = useState(!chosen.allShops);
  return (
    <fieldset className="grid gap-2">
      <legend className="strong">{say.t('notices.forShops')}</legend>
      <div className="picks">
        <label>
          <input type="radio" name="whichShops" value="all" checked={!some} onChange={() => setSome(false)} />
          {say.t('notices.allShops')}
        </label>
        <label>
          <input type="radio" name="whichShops" value="some" checked={some} onChange={() => setSome(true)} />
          {say.t('notices.someShops')}
        </label>
      </div>
      {some && (
        <div className="picks list">
          {shops.map((shop) => (
            <label key={shop.id}>
              <input type="checkbox" name="shop" value={shop.id} defaultChecked={chosen.shops.includes(shop.id)} />
              {say.name(shop.name)}
            </label>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function WhoFirst({ chosen }: { readonly chosen: Pick<Channel, 'onlyEscalated' | 'afterMinutes'> }) {
  const say = useSay();
  const [next, setNext] = useState(chosen.onlyEscalated);
  return (
    <fieldset className="grid gap-2">
      <legend className="strong">{say.t('notices.who')}</legend>
      <div className="picks">
        <label>
          <input type="radio" name="who" value="first" checked={!next} onChange={() => setNext(false)} />
          {say.t('notices.first')}
        </label>
        <label>
          <input type="radio" name="who" value="next" checked={next} onChange={() => setNext(true)} />
          {say.t('notices.next')}
        </label>
      </div>
      {next && (
        <Field
          name="afterMinutes"
          label={say.t('notices.afterMinutes')}
          hint={say.t('notices.afterMinutesHint')}
          type="number"
          min={1}
          max={ESCALATION_MINUTES_MAX}
          defaultValue={chosen.afterMinutes ?? ''}
        />
      )}
    </fieldset>
  );
}

interface WhenProps extends Pick<ChannelFieldsProps, 'week' | 'setWeek'>, Pick<Channel, 'passes' | 'hours'> {}

function When({ week, setWeek, passes, hours }: WhenProps) {
  const say = useSay();
  return (
    <fieldset className="grid gap-2">
      <legend className="strong">{say.t('notices.when')}</legend>
      <div className="picks">
        <label>
          <input type="radio" name="when" checked={week === null} onChange={() => setWeek(null)} />
          {say.t('notices.anyHour')}
        </label>
        <label>
          <input
            type="radio"
            name="when"
            checked={week !== null}
            onChange={() => setWeek(draftOf(hours ?? WORKDAYS))}
          />
          {say.t('notices.inHours')}
        </label>
      </div>
      {week !== null && (
        <>
          <p className="meta">{say.t('notices.hoursExplain')}</p>
          <Checks
            title={say.t('notices.passes')}
            name="pass"
            all={ALARM_SEVERITIES}
            chosen={passes}
            wordOf={(one) => say.t(`alarms.severities.${one}`)}
          />
          <WeekFields draft={week} change={setWeek} />
        </>
      )}
    </fieldset>
  );
}
