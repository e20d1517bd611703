'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
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
  const button = (word: string, path: string, body?: object) => (
    <button
      type="button"
      className="btn"
      disabled={busy}
      onClick={() => act({ path, ...(body === undefined ? {} : { body }) })}
    >
      {word}
    </button>
  );
  return (
    <div className="acts">
      <RefusalNote refusal={refusal} />
      {of === 'notice' ? (
        button(words.again, `/api/v1/notices/${id}/replay`)
      ) : (
        <>
          {on && button(words.test, `/api/v1/notice-channels/${id}/test`)}
          {button(on ? words.switchOff : words.switchOn, `/api/v1/notice-channels/${id}/switch`, { on: !on })}
          {button(words.remove, `/api/v1/notice-channels/${id}/remove`)}
        </>
      )}
    </div>
  );
}
