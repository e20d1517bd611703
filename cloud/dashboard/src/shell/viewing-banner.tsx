'use client';

import { sendAct } from '../acts/send-act.ts';
import { Icon } from '../parts/icon.tsx';

/** Says on every page that it is seen through another role, with the way out. */
export function ViewingBanner({ says, back }: { readonly says: string; readonly back: string }) {
  const leave = async () => {
    await sendAct({ path: '/api/v1/session/view-as/end' });
    location.assign('/roles');
  };
  return (
    <aside className="viewing">
      <Icon name="role" />
      <p>{says}</p>
      <button type="button" className="btn" onClick={leave}>
        {back}
      </button>
    </aside>
  );
}
