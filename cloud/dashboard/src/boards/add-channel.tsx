'use client';

import type { Me } from '@tillbridge/shared/reads';
import { ALARM_SEVERITIES } from '@tillbridge/shared/reads-alarms';
import { CHANNEL_KINDS, type ChannelKind } from '@tillbridge/shared/reads-notices';
import { type FormEvent, useId, useState } from 'react';
import { wordsIn } from '../acts/form-words.ts';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import { useSpeech } from '../words/speech.tsx';
import { useSay } from '../words/use-say.ts';

export interface AddChannelProps {
  readonly shops: Me['shops'];
}

/** Where, what and for whom; the secret of a webhook is shown once after it. */
export function AddChannel({ shops }: AddChannelProps) {
  const { messages, language } = useSpeech();
  const { notices: words, alarms } = messages;
  const [isOpen, setOpen] = useState(false);
  const [kind, setKind] = useState<ChannelKind>('email');
  const [secret, setSecret] = useState<string | null>(null);
  const { act, busy, refusal, forget } = useAct();
  const say = useSay();
  const id = useId();
  const close = () => {
    setOpen(false);
    setSecret(null);
    forget();
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const shop = String(form.get('shop'));
    const token = String(form.get('token') ?? '');
    const added = await act({
      path: '/api/v1/notice-channels',
      body: {
        kind,
        label: String(form.get('label')),
        target: String(form.get('target')).trim(),
        language,
        severities: wordsIn(form, 'severity', ALARM_SEVERITIES),
        onlyEscalated: form.get('onlyEscalated') !== null,
        allShops: shop === '',
        shops: shop === '' ? [] : [shop],
        ...(kind === 'line' ? { token } : {}),
      },
    });
    if (added === null) return;
    if (added.secret === undefined) close();
    else setSecret(added.secret);
  };
  return (
    <>
      <button type="button" className="btn first" onClick={() => setOpen(true)}>
        {words.add}
      </button>
      {isOpen && (
        <AskDialog title={words.add} close={close}>
          {secret === null ? (
            <form className="grid gap-4 mt-1" onSubmit={submit}>
              <RefusalNote refusal={refusal} />
              <div className="field">
                <label htmlFor={`${id}-kind`}>{words.kind}</label>
                <select
                  id={`${id}-kind`}
                  className="input"
                  value={kind}
                  onChange={(event) => setKind(kindOf(event.target.value))}
                >
                  {CHANNEL_KINDS.map((one) => (
                    <option key={one} value={one}>
                      {words.kinds[one]}
                    </option>
                  ))}
                </select>
              </div>
              <Field name="label" label={words.label} maxLength={60} required />
              <Field name="target" label={say.t(`notices.targets.${kind}`)} maxLength={500} required />
              {kind === 'line' && (
                <Field name="token" label={words.token} type="password" autoComplete="off" required />
              )}
              <div className="field">
                <label htmlFor={`${id}-shop`}>{words.forShops}</label>
                <select id={`${id}-shop`} name="shop" className="input">
                  <option value="">{words.allShops}</option>
                  {shops.map((shop) => (
                    <option key={shop.id} value={shop.id}>
                      {shop.name[language]}
                    </option>
                  ))}
                </select>
              </div>
              <fieldset className="flex flex-wrap gap-4">
                <legend>{alarms.severity}</legend>
                {ALARM_SEVERITIES.map((one) => (
                  <label key={one} className="flex items-center gap-2">
                    <input type="checkbox" name="severity" value={one} defaultChecked={one !== 'off'} />
                    {alarms.severities[one]}
                  </label>
                ))}
              </fieldset>
              <label className="flex items-center gap-2">
                <input type="checkbox" name="onlyEscalated" />
                {words.next}
              </label>
              <DialogEnds close={close} busy={busy} submit={words.add} />
            </form>
          ) : (
            <div className="grid gap-4 mt-1">
              <p className="soft">{words.secretOnce}</p>
              <p className="mono break-all">{secret}</p>
              <button type="button" className="btn first" onClick={close}>
                {words.kept}
              </button>
            </div>
          )}
        </AskDialog>
      )}
    </>
  );
}

function kindOf(value: string): ChannelKind {
  return CHANNEL_KINDS.find((one) => one === value) ?? 'email';
}
