'use client';

import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { useLiveClient } from '../live/live-provider.tsx';
import { Icon } from '../parts/icon.tsx';
import { chooseOrganization } from './choose-organization.ts';

export interface OrganizationSwitchProps {
  readonly label: string;
  readonly rows: readonly { readonly id: string; readonly name: string; readonly current: boolean }[];
}

/** The person's organizations as a list of buttons; the one of this page is marked and does nothing. */
export function OrganizationSwitch({ label, rows }: OrganizationSwitchProps) {
  const client = useLiveClient();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (organization: string) => {
    setBusy(true);
    setRefusal(null);
    // Its own goodbye must not lead this window away before the new cookies are here.
    client.stop();
    const acted = await chooseOrganization(organization);
    if ('done' in acted) return location.assign('/');
    client.start();
    setBusy(false);
    setRefusal(acted.refused);
  };
  return (
    <fieldset className="orgs" disabled={busy}>
      <legend className="meta">{label}</legend>
      <RefusalNote refusal={refusal} />
      {rows.map(({ id, name, current }) => (
        <button
          key={id}
          type="button"
          className="btn quiet"
          aria-current={current ? 'true' : undefined}
          onClick={() => (current ? undefined : go(id))}
        >
          <span className="name">{name}</span>
          {current && <Icon name="tick" />}
        </button>
      ))}
    </fieldset>
  );
}
