'use client';

import type { PairingCodeMade } from '@tillbridge/shared/reads-agents';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { Say } from '../words/say.ts';

const LASTS_MS = 600_000;
const TICK_MS = 1_000;

/** The code as large as it can be, the same to scan, and how long it lasts by the clock of the server. */
export function PairingCode({
  code,
  asOf,
  say,
}: {
  readonly code: PairingCodeMade;
  readonly asOf: string | undefined;
  readonly say: Say;
}) {
  const leftMs = useLeft(Date.parse(code.expiresAt), asOf);
  return (
    <>
      <div>
        <p className="meta">{say.t('pairing.code')}</p>
        <p className="code">
          {code.code.split('-').map((part) => (
            <span key={part}>{part}</span>
          ))}
        </p>
        <div className="count" aria-hidden="true">
          <i style={{ width: `${Math.min(100, (leftMs / LASTS_MS) * 100)}%` }} />
        </div>
        <p className="left">
          <Icon name="clock" />
          <span role="timer" aria-live="off">
            {say.t('pairing.left', { duration: say.duration(leftMs) })}
          </span>
          <span className="meta">{say.t('pairing.letters')}</span>
        </p>
      </div>
      <div className="qr">
        <svg viewBox={`0 0 ${code.qr.size} ${code.qr.size}`} role="img" aria-label={say.t('pairing.qr')}>
          <path d={code.qr.path} fill="#000000" shapeRendering="crispEdges" />
        </svg>
      </div>
    </>
  );
}

/** The clock of this browser may be wrong: what counts is the time of the last answer, and what passed since. */
function useLeft(endsMs: number, asOf: string | undefined): number {
  const offsetMs = useRef(0);
  if (asOf !== undefined) offsetMs.current = Date.parse(asOf) - Date.now();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, endsMs - (now + offsetMs.current));
}
