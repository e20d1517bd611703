import account from './th/account.json' with { type: 'json' };
import agents from './th/agents.json' with { type: 'json' };
import alarms from './th/alarms.json' with { type: 'json' };
import archive from './th/archive.json' with { type: 'json' };
import audit from './th/audit.json' with { type: 'json' };
import base from './th/base.json' with { type: 'json' };
import cases from './th/cases.json' with { type: 'json' };
import cash from './th/cash.json' with { type: 'json' };
import custody from './th/custody.json' with { type: 'json' };
import defaults from './th/defaults.json' with { type: 'json' };
import delivery from './th/delivery.json' with { type: 'json' };
import exported from './th/exports.json' with { type: 'json' };
import jobs from './th/jobs.json' with { type: 'json' };
import levels from './th/levels.json' with { type: 'json' };
import mappings from './th/mappings.json' with { type: 'json' };
import notices from './th/notices.json' with { type: 'json' };
import organizations from './th/organizations.json' with { type: 'json' };
import people from './th/people.json' with { type: 'json' };
import reversals from './th/reversals.json' with { type: 'json' };
import roles from './th/roles.json' with { type: 'json' };
import services from './th/services.json' with { type: 'json' };
import setUp from './th/set-up.json' with { type: 'json' };
import shopSettings from './th/shop-settings.json' with { type: 'json' };
import unusual from './th/unusual.json' with { type: 'json' };

/** All words of the pages, one file a matter; its keys stand at the top level, so no matter may use those of another. */
export const th = {
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
