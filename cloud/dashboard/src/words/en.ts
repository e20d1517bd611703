import account from './en/account.json' with { type: 'json' };
import agents from './en/agents.json' with { type: 'json' };
import alarms from './en/alarms.json' with { type: 'json' };
import archive from './en/archive.json' with { type: 'json' };
import audit from './en/audit.json' with { type: 'json' };
import base from './en/base.json' with { type: 'json' };
import cases from './en/cases.json' with { type: 'json' };
import cash from './en/cash.json' with { type: 'json' };
import custody from './en/custody.json' with { type: 'json' };
import defaults from './en/defaults.json' with { type: 'json' };
import delivery from './en/delivery.json' with { type: 'json' };
import exported from './en/exports.json' with { type: 'json' };
import jobs from './en/jobs.json' with { type: 'json' };
import levels from './en/levels.json' with { type: 'json' };
import mappings from './en/mappings.json' with { type: 'json' };
import notices from './en/notices.json' with { type: 'json' };
import organizations from './en/organizations.json' with { type: 'json' };
import people from './en/people.json' with { type: 'json' };
import reversals from './en/reversals.json' with { type: 'json' };
import roles from './en/roles.json' with { type: 'json' };
import services from './en/services.json' with { type: 'json' };
import setUp from './en/set-up.json' with { type: 'json' };
import shopSettings from './en/shop-settings.json' with { type: 'json' };
import unusual from './en/unusual.json' with { type: 'json' };

/** All words of the pages, one file a matter; its keys stand at the top level, so no matter may use those of another. */
export const en = {
  ...base,
  ...account,
  ...agents,
  ...organizations,
  ...people,
  ...audit,
  ...cases,
  ...custody,
  ...mappings,
  ...reversals,
  ...archive,
  ...exported,
  ...cash,
  ...levels,
  ...delivery,
  ...roles,
  ...services,
  ...setUp,
  ...defaults,
  ...shopSettings,
  ...alarms,
  ...notices,
  ...jobs,
  ...unusual,
};
