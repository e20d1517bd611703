'use client';

import type { Me } from '@tillbridge/shared/reads';
import type { Channel } from '@tillbridge/shared/reads-notices';
import { useState } from 'react';
import { draftOf, type WeekDraft } from '../hours/week-draft.ts';
import { ChangeDialog } from '../limits/change-dialog.tsx';
import { useSay } from '../words/use-say.ts';
import { readChannelForm } from './channel-draft.ts';
import { ChannelFields } from './channel-fields.tsx';

export interface EditChannelProps {
  readonly channel: Channel;
  readonly shops: Me['shops'];
}

/** All of a channel but its kind; its secret stays. */
export function EditChannel({ channel, shops }: EditChannelProps) {
  const say = useSay();
  const kept = channel.hours === null ? null : draftOf(channel.hours);
  const [week, setWeek] = useState<WeekDraft | null>(kept);
  const wish = (form: FormData) => {
    const read = readChannelForm(form, week, channel.language, say);
    if (typeof read === 'string') return read;
    const token = String(form.get('token') ?? '').trim();
    const body = { ...read, revision: channel.revision, ...(token === '' ? {} : { token }) };
    return { path: '/api/v1/notice-channels/{id}', params: { id: channel.id }, body } as const;
  };
  return (
    <ChangeDialog title={channel.label} wish={wish} fresh={() => setWeek(kept)}>
      <ChannelFields kind={channel.kind} shops={shops} channel={channel} week={week} setWeek={setWeek} />
    </ChangeDialog>
  );
}
