'use client';

import type { OwnOrganizations } from '@tillbridge/shared/reads-account';
import { useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { Refusal } from '../acts/send-act.ts';
import { Icon } from '../parts/icon.tsx';
import { useSay } from '../words/use-say.ts';
import { chooseOrganization } from './choose-organization.ts';

export interface OrganizationChoiceProps {
  readonly rows: OwnOrganizations['rows'];
  readonly next: string;
}

/** One button an organization, the one chosen last first. */
export function OrganizationChoice({ rows, next }: OrganizationChoiceProps) {
  const say = useSay();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const go = async (organization: string) => {
    setBusy(true);
    setRefusal(null);
    const acted = await chooseOrganization(organization);
    if ('done' in acted) return location.assign(next);
    setBusy(false);
    setRefusal(acted.refused);
  };
  return (
    <div className="grid gap-4">
      <RefusalNote refusal={refusal} />
      <ul className="choices">
        {rows.map(({ id, name, role, current, twoStepMissing }) => (
          <li key={id}>
            <button type="button" className="choice" disabled={busy} onClick={() => go(id)}>
              <span>
                <b>{say.name(name)}</b>
                <span className="meta block">
                  {say.name(role.name)}
                  {current && ` · ${say.t('choose.here')}`}
                </span>
                {twoStepMissing && <span className="meta block">{say.t('choose.twoStepMissing')}</span>}
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
