'use client';

import type { Me } from '@tillbridge/shared/reads';
import { CHANNEL_KINDS, type ChannelAdded, type ChannelKind } from '@tillbridge/shared/reads-notices';
import { type FormEvent, useId, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import type { WeekDraft } from '../hours/week-draft.ts';
import { readChannelForm } from '../notices/channel-draft.ts';
import { ChannelFields } from '../notices/channel-fields.tsx';
import { SecretOnce } from '../notices/secret-once.tsx';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { useSay } from '../words/use-say.ts';

export interface AddChannelProps {
  readonly shops: Me['shops'];
}

/** Where, what, for whom and when; the secret of a webhook is shown once after it. */
export function AddChannel({ shops }: AddChannelProps) {
  const say = useSay();
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setOpen(false);
    setSecret(null);
  };
  const added = (channel: ChannelAdded) => (channel.secret === undefined ? close() : setSecret(channel.secret));
  return (
    <>
      <button type="button" className="btn first" onClick={() => setOpen(true)}>
        {say.t('notices.add')}
      </button>
      {isOpen && (
        <AskDialog title={say.t('notices.add')} close={close} broad>
          {secret === null ? (
            <NewChannel shops={shops} close={close} added={added} />
          ) : (
            <SecretOnce secret={secret} close={close} />
          )}
        </AskDialog>
      )}
    </>
  );
}

interface NewChannelProps extends AddChannelProps {
  readonly close: () => void;
  readonly added: (channel: ChannelAdded) => void;
}

function NewChannel({ shops, close, added }: NewChannelProps) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const [kind, setKind] = useState<ChannelKind>('email');
  const [week, setWeek] = useState<WeekDraft | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const id = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = readChannelForm(form, week, say.language, say);
    setWrong(typeof read === 'string' ? read : null);
    if (typeof read === 'string') return;
    const token = kind === 'line' ? { token: String(form.get('token')).trim() } : {};
    const channel = await act({ path: '/api/v1/notice-channels', body: { kind, ...read, ...token } });
    if (channel !== null) added(channel);
  };
  return (
    <form className="grid gap-4 mt-4" onSubmit={submit}>
      <RefusalNote refusal={refusal} />
      {wrong !== null && (
        <p className="warn" role="alert">
          {wrong}
        </p>
      )}
      <div className="field">
        <label htmlFor={`${id}-kind`}>{say.t('notices.kind')}</label>
        <select
          id={`${id}-kind`}
          className="input"
          value={kind}
          onChange={(event) => setKind(CHANNEL_KINDS.find((one) => one === event.target.value) ?? 'email')}
        >
          {CHANNEL_KINDS.map((one) => (
            <option key={one} value={one}>
              {say.t(`notices.kinds.${one}`)}
            </option>
          ))}
        </select>
      </div>
      <ChannelFields kind={kind} shops={shops} week={week} setWeek={setWeek} />
      <DialogEnds close={close} busy={busy} submit={say.t('notices.add')} />
    </form>
  );
}
