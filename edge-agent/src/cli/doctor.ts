import { systemClock } from '../clock.ts';
import type { Home } from '../config/home.ts';
import { examine } from '../doctor/examine.ts';
import { exitOf } from '../doctor/exit-codes.ts';
import { reportJson, reportText } from '../doctor/report.ts';
import { startProgress } from './progress.ts';
import { painter, type Shell } from './shell.ts';
import { SOFTWARE } from './software.ts';

export interface DoctorWish {
  readonly home: Home;
  readonly json: boolean;
  readonly diskFloorBytes: number;
}

/** Examines this PC and says what it found; the answer is the code to end with. */
export async function doctor(wish: DoctorWish, shell: Shell): Promise<number> {
  const { home, json, diskFloorBytes } = wish;
  const progress = startProgress(shell);
  const bedside = { home, clock: systemClock(), fetch: shell.fetch, software: SOFTWARE, diskFloorBytes };
  const findings = await examine(bedside, (check) => progress.say(check));
  progress.end();
  shell.out(
    json ? `${JSON.stringify(reportJson(findings))}\n` : reportText(findings, shell.language, painter(shell.shown)),
  );
  return exitOf(findings);
}
