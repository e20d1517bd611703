'use client';

import { RefusalNote } from '../acts/refusal-note.tsx';
import { useAct } from '../acts/use-act.ts';
import type { Employee } from '../views/employees-view.tsx';
import { useSay } from '../words/use-say.ts';

/** Ends a sign-in or restores it; either can be taken back, so it is not asked about. */
export function DisableEmployee({ employee }: { readonly employee: Employee }) {
  const say = useSay();
  const { act, busy, refusal } = useAct();
  const disabled = employee.disabledAt !== null;
  const word = say.t(disabled ? 'employees.enable' : 'employees.disable');
  return (
    <>
      <button
        type="button"
        className="btn quiet"
        disabled={busy}
        onClick={() =>
          act({ path: '/api/v1/employees/{id}/disabled', params: { id: employee.id }, body: { disabled: !disabled } })
        }
        aria-label={`${word}: ${employee.name}`}
      >
        {word}
      </button>
      <RefusalNote refusal={refusal} />
    </>
  );
}
