import type { MachineNow } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { LedgerSection } from '../parts/ledger-section.tsx';
import type { Say } from '../words/say.ts';

export interface MachinesViewProps {
  readonly machines: readonly MachineNow[];
  readonly say: Say;
  readonly add?: ReactNode;
  readonly change?: (machine: MachineNow) => ReactNode;
}

/** The machines that a PC takes with its code. */
export function MachinesView({ machines, say, add, change }: MachinesViewProps) {
  return (
    <LedgerSection id="machines" title={say.t('machines.title')} act={add}>
      <p className="soft">{say.t(machines.length === 0 ? 'machines.none' : 'machines.sub')}</p>
      <dl className="ledger">
        {machines.map((machine) => (
          <div key={machine.id}>
            <dt>{machine.name}</dt>
            <dd>
              {kindOf(machine.driver, say)} · {machine.currency}
              {machine.serial !== null && <p className="meta">{machine.serial}</p>}
              {change?.(machine)}
            </dd>
          </div>
        ))}
      </dl>
    </LedgerSection>
  );
}

function kindOf(driver: string, say: Say): string {
  if (driver === 'glory-300') return say.t('machines.series300');
  return driver === 'glory-fcc' ? say.t('machines.fcc') : driver;
}
