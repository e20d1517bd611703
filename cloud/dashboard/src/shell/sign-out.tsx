'use client';

import type { ReactNode } from 'react';
import { sendDelete } from '../acts/send-act.ts';
import { wantEnd } from '../live/fetch-json.ts';

/** Ends the session at the cloud, then leaves by a whole page load, so that nothing read stays in memory. */
export function SignOut({ children }: { readonly children: ReactNode }) {
  const leave = async () => {
    // The live connection hears of the end first and would remember this page for whoever signs in next.
    wantEnd();
    await sendDelete('/api/v1/session');
    location.assign('/sign-in');
  };
  return (
    <button type="button" className="btn quiet" onClick={leave}>
      {children}
    </button>
  );
}
