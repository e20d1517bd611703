'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Act } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { useSpeech } from '../words/speech.tsx';

export interface NoticeActsBoardProps {
  readonly id: string;
  readonly of: 'channel' | 'notice';
  readonly on: boolean;
}

/** Test, switch and remove a channel; send a notice again. */
export function NoticeActsBoard({ id, of, on }: NoticeActsBoardProps) {
  const { notices: words } = useSpeech().messages;
  const { act, busy, refusal } = useAct();
  const params = { id };
  const button = (word: string, wish: Act) => (
    <button type="button" className="btn" disabled={busy} onClick={() => act(wish)}>
      {word}
    </button>
  );
  return (
    <div className="acts">
      <RefusalNote refusal={refusal} />
      {of === 'notice' ? (
        button(words.again, { path: '/api/v1/notices/{id}/replay', params })
      ) : (
        <>
          {on && button(words.test, { path: '/api/v1/notice-channels/{id}/test', params })}
          {button(on ? words.switchOff : words.switchOn, {
            path: '/api/v1/notice-channels/{id}/switch',
            params,
            body: { on: !on },
          })}
          {button(words.remove, { path: '/api/v1/notice-channels/{id}/remove', params })}
        </>
      )}
    </div>
  );
}
