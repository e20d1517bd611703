import type { RetiredMachine } from '@tillbridge/shared/machine-set-up';
import type { MachineNow } from '@tillbridge/shared/reads';
import type { ReactNode } from 'react';
import { LedgerSection } from '../parts/ledger-section.tsx';
import type { Say } from '../words/say.ts';

export interface MachinesViewProps {
  readonly machines: readonly MachineNow[];
  readonly retired: readonly RetiredMachine[];
  readonly timeZone: string;
  readonly say: Say;
  readonly add?: ReactNode;
  readonly change?: (machine: MachineNow) => ReactNode;
  readonly putBack?: (machine: RetiredMachine) => ReactNode;
}

/** The machines that a PC takes with its code, and those that it drives no more. */
export function MachinesView(props: MachinesViewProps) {
  return (
    <>
      <InService {...props} />
      {props.retired.length > 0 && <OutOfService {...props} />}
    </>
  );
}

function OutOfService({ retired, timeZone, say, putBack }: MachinesViewProps) {
  const day = (at: string) => say.dayAt(at, timeZone, 'medium');
  return (
    <LedgerSection id="retired" title={say.t('machines.retired')}>
      <dl className="ledger">
        {retired.map((machine) => (
          <div key={machine.id}>
            <dt>{machine.name}</dt>
            <dd>
              {kindOf(machine.driver, say)} · {machine.currency}
              <p className="meta">
                {[machine.serial, say.t('machines.retiredOn', { day: day(machine.retiredAt) })]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {machine.reportedAt !== null && (
                <p className="warn">{say.t('machines.reported', { day: day(machine.reportedAt) })}</p>
              )}
              {putBack?.(machine)}
            </dd>
          </div>
        ))}
      </dl>
    </LedgerSection>
  );
}

function InService({ machines, say, add, change }: MachinesViewProps) {
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
