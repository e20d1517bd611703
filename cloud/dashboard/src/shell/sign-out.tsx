'use client';

import type { ReactNode } from 'react';
import { sendDelete } from '../acts/send-act.ts';

/** Ends the session at the cloud, then leaves by a whole page load, so that nothing read stays in memory. */
export function SignOut({ children }: { readonly children: ReactNode }) {
  const leave = async () => {
    await sendDelete('/api/v1/session');
    location.assign('/sign-in');
  };
  return (
    <button type="button" className="btn quiet" onClick={leave}>
      {children}
    </button>
  );
}
