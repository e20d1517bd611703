import * as agentCommands from '@tillbridge/shared/agent-commands';
import * as agentKeys from '@tillbridge/shared/agent-keys';
import * as cash from '@tillbridge/shared/cash';
import * as configuration from '@tillbridge/shared/configuration';
import * as limitsWish from '@tillbridge/shared/limits-wish';
import * as machineRef from '@tillbridge/shared/machine-ref';
import * as machineSetUp from '@tillbridge/shared/machine-set-up';
import * as openingHours from '@tillbridge/shared/opening-hours';
import * as reads from '@tillbridge/shared/reads';
import * as readsAccount from '@tillbridge/shared/reads-account';
import * as readsAgents from '@tillbridge/shared/reads-agents';
import * as readsAlarms from '@tillbridge/shared/reads-alarms';
import * as readsAnomalies from '@tillbridge/shared/reads-anomalies';
import * as readsArchive from '@tillbridge/shared/reads-archive';
import * as readsAudit from '@tillbridge/shared/reads-audit';
import * as readsCases from '@tillbridge/shared/reads-cases';
import * as readsCash from '@tillbridge/shared/reads-cash';
import * as readsClosings from '@tillbridge/shared/reads-closings';
import * as readsCollections from '@tillbridge/shared/reads-collections';
import * as readsCustody from '@tillbridge/shared/reads-custody';
import * as readsDivergences from '@tillbridge/shared/reads-divergences';
import * as readsEmployees from '@tillbridge/shared/reads-employees';
import * as readsJobs from '@tillbridge/shared/reads-jobs';
import * as readsLevels from '@tillbridge/shared/reads-levels';
import * as readsMappings from '@tillbridge/shared/reads-mappings';
import * as readsNotices from '@tillbridge/shared/reads-notices';
import * as readsPeople from '@tillbridge/shared/reads-people';
import * as readsProviders from '@tillbridge/shared/reads-providers';
import * as readsReversals from '@tillbridge/shared/reads-reversals';
import * as readsRoles from '@tillbridge/shared/reads-roles';
import * as readsSettings from '@tillbridge/shared/reads-settings';
import * as shift from '@tillbridge/shared/shift';
import * as shopRef from '@tillbridge/shared/shop-ref';
import * as shopSetUp from '@tillbridge/shared/shop-set-up';
import * as sync from '@tillbridge/shared/sync';
import * as unitBars from '@tillbridge/shared/unit-bars';

/** Everything that the rooms of the contract export which answers are made of; what ends in `Schema` has a name there. */
export const SHARED = {
  ...agentCommands,
  ...agentKeys,
  ...cash,
  ...configuration,
  ...limitsWish,
  ...machineRef,
  ...machineSetUp,
  ...openingHours,
  ...reads,
  ...readsAccount,
  ...readsAgents,
  ...readsAlarms,
  ...readsAnomalies,
  ...readsArchive,
  ...readsAudit,
  ...readsCases,
  ...readsCash,
  ...readsClosings,
  ...readsCollections,
  ...readsCustody,
  ...readsDivergences,
  ...readsEmployees,
  ...readsJobs,
  ...readsLevels,
  ...readsMappings,
  ...readsNotices,
  ...readsPeople,
  ...readsProviders,
  ...readsReversals,
  ...readsRoles,
  ...readsSettings,
  ...shift,
  ...shopRef,
  ...shopSetUp,
  ...sync,
  ...unitBars,
};
