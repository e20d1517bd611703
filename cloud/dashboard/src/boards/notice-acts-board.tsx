'use client';

import type { Me } from '@tillbridge/shared/reads';
import type { Channel } from '@tillbridge/shared/reads-notices';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { EditChannel } from '../notices/edit-channel.tsx';
import { RotateSecret } from '../notices/rotate-secret.tsx';
import { useSpeech } from '../words/speech.tsx';

export type NoticeActsBoardProps =
  | { readonly notice: string }
  | { readonly channel: Channel; readonly shops: Me['shops'] };

/** Change, test, switch and remove a channel; send a notice again. */
export function NoticeActsBoard(props: NoticeActsBoardProps) {
  const { notices: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const button = (word: string, wish: Act) => (
    <button type="button" className="btn" disabled={busy} onClick={() => act(wish)}>
      {word}
    </button>
  );
  if ('notice' in props)
    return (
      <div className="acts">
        <RefusalNote refusal={refusal} />
        {button(words.again, { path: '/api/v1/notices/{id}/replay', params: { id: props.notice } })}
      </div>
    );
  const { channel, shops } = props;
  const params = { id: channel.id };
  const on = channel.disabledAt === null;
  return (
    <div className="acts">
      <RefusalNote refusal={refusal} />
      <EditChannel channel={channel} shops={shops} />
      {channel.kind === 'webhook' && <RotateSecret id={channel.id} label={channel.label} />}
      {on && button(words.test, { path: '/api/v1/notice-channels/{id}/test', params })}
      {button(on ? words.switchOff : words.switchOn, {
        path: '/api/v1/notice-channels/{id}/switch',
        params,
        body: { on: !on },
      })}
      {button(words.remove, { path: '/api/v1/notice-channels/{id}/remove', params })}
    </div>
  );
}
