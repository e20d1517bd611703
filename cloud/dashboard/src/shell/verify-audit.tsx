'use client';

import { useBoard } from '../live/use-board.ts';
import { Icon } from '../parts/icon.tsx';
import { useSpeech } from '../words/speech.tsx';

const load = () => import('../boards/audit-proof.tsx').then((module) => module.AuditProof);

/** The button stands at once; what it does follows. */
export function VerifyAudit() {
  const { auditProof: words } = useSpeech().messages;
  const Proof = useBoard<object>(load);
  if (Proof !== null) return <Proof />;
  return (
    <button type="button" className="btn" disabled>
      <Icon name="tick" />
      {words.verify}
    </button>
  );
}
