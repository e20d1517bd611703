import type { EpochHeader } from '@tillbridge/shared/fact';
import { OPEN_EPOCHS_MAX, OPEN_FILES_MAX, type OpenEpoch, type OpenRequest } from '@tillbridge/shared/sync';
import { thisPc } from '../config/this-pc.ts';
import type { EpochView, Journal } from '../journal/journal.ts';
import type { Backlog } from './backlog.ts';
import type { AgentRules } from './rules.ts';

export interface OpenFacts {
  readonly agent: string;
  readonly software: string;
  readonly clock: string;
  readonly incarnation: string | undefined;
  /** Leave out epochs written under another agent's name. */
  readonly ownEpochsOnly: boolean;
  readonly backlog: Backlog;
}

/** What the agent says of itself at open. */
export function writeOpen(
  journal: Pick<Journal, 'installId' | 'start' | 'epochs' | 'files' | 'disk'>,
  facts: OpenFacts,
  rules: AgentRules,
): OpenRequest {
  const { agent, software, clock, incarnation, ownEpochsOnly, backlog } = facts;
  // ◆ Every epoch ever held: after a restore of the cloud any of them can be wanted again.
  const named = journal
    .epochs()
    .filter((view) => view.live || (rules.nameEveryEpoch && (!ownEpochsOnly || writerOf(view) === agent)));
  return {
    agent,
    installId: journal.installId,
    start: journal.start,
    ...(incarnation === undefined ? {} : { incarnation }),
    epochs: named.slice(-OPEN_EPOCHS_MAX).map(openEpoch),
    files: journal
      .files()
      .slice(-OPEN_FILES_MAX)
      .map(({ hash, bytes }) => ({ hash, bytes })),
    software,
    clock,
    disk: journal.disk(),
    ...backlog,
    ...thisPc(),
  };
}

function writerOf({ header }: EpochView): string {
  return (JSON.parse(header) as EpochHeader).agent;
}

function openEpoch(view: EpochView): OpenEpoch {
  const { header, live, last, lastHash, acked, ackedHash } = view;
  return { header, live, first: Math.min(view.prunedTo, last) + 1, last, lastHash, acked, ackedHash };
}
