import type { Say } from '../words/say.ts';

export interface NamedMachine {
  readonly name: string;
  readonly retired: boolean;
}

/** What a machine is called where the past names it; one that is out of service says so. */
export function machineName({ name, retired }: NamedMachine, { t }: Say): string {
  return retired ? `${name} (${t('machines.retired')})` : name;
}
