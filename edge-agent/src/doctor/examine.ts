import { askStatus } from '../cli/status.ts';
import { checkAgent, checkLocalApi } from './check-agent.ts';
import { checkCloud } from './check-cloud.ts';
import { checkHome, checkPairing, checkSecrets, checkSoftware } from './check-home.ts';
import { checkMachine } from './check-machines.ts';
import { checkDisk, checkJournal } from './check-store.ts';
import { type CheckName, type Finding, fault } from './finding.ts';
import type { Bedside, Patient } from './patient.ts';

/** Looks at everything once, in order, and changes nothing. A check that breaks is a finding of its own. Never rejects. */
export async function examine(bedside: Bedside, onCheck: (check: CheckName) => void): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const look = async (check: CheckName, work: () => Promise<readonly Finding[]> | readonly Finding[] | Finding) => {
    onCheck(check);
    try {
      const found = await work();
      findings.push(...('check' in found ? [found] : found));
    } catch (error) {
      findings.push(fault(check, 'doctor.broken', error instanceof Error ? error.name : 'unknown'));
    }
  };
  const { home } = bedside;
  let patient: Patient = { ...bedside, config: undefined, secrets: undefined, status: undefined };
  await look('software', () => checkSoftware(bedside.software));
  await look('pairing', () => {
    const { finding, value: config } = checkPairing(home);
    patient = { ...patient, config };
    return finding;
  });
  await look('home', () => checkHome(home));
  await look('secrets', () => {
    const { finding, value: secrets } = checkSecrets(home, patient.config?.machines ?? []);
    patient = { ...patient, secrets };
    return finding;
  });
  await look('agent', async () => {
    patient = { ...patient, status: await statusOf(patient) };
    return [checkAgent(patient)];
  });
  await look('disk', () => checkDisk(patient));
  await look('journal', () => checkJournal(patient));
  await look('local-api', async () => [await checkLocalApi(patient)]);
  await look('cloud', () => checkCloud(patient));
  for (const machine of patient.config?.machines ?? []) await look('machine', () => checkMachine(patient, machine));
  return findings;
}

async function statusOf({ home, config, fetch: fetched }: Patient): Promise<Patient['status']> {
  if (config === undefined) return undefined;
  return askStatus(home, undefined, fetched).catch(() => undefined);
}
