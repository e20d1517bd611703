'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import { useSay } from '../words/use-say.ts';

/** Sending an invitation again, and taking it back. */
export function InvitationActs({ id, email }: { readonly id: string; readonly email: string }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const button = (verb: 'resend' | 'revoke', word: string, long: string) => (
    <button
      type="button"
      className="btn"
      disabled={busy}
      aria-label={long}
      onClick={() => act({ path: `/api/v1/invitations/{id}/${verb}`, params: { id } })}
    >
      {word}
    </button>
  );
  return (
    <>
      {button('resend', say.t('people.resend'), say.t('people.resendTo', { email }))}
      {button('revoke', say.t('people.revoke'), say.t('people.revokeOf', { email }))}
      <RefusalNote refusal={refusal} />
    </>
  );
}
