/** Ids of the small world in the template database: two organizations, so that a wrong tenant would show. */
export const WORLD = {
  org: '01970000-0000-7000-8000-000000000001',
  otherOrg: '01970000-0000-7000-8000-000000000002',
  shop: '01970000-0000-7000-8000-000000000011',
  otherShop: '01970000-0000-7000-8000-000000000012',
  machine: '01970000-0000-7000-8000-000000000021',
  /** Belongs to another shop at first; a redrive follows once it is moved here. */
  strayMachine: '01970000-0000-7000-8000-000000000022',
  person: '01970000-0000-7000-8000-000000000031',
  email: 'owner@faults.test',
  password: 'looks-at-the-live-page',
  session: '01970000-0000-7000-8000-000000000032',
} as const;

export const TIME_ZONE = 'Asia/Bangkok';
export const CURRENCY = 'THB';

/** A file beside the archive that says at which step its process stands and waits to be killed. */
export const ARCHIVE_STANDS = 'stands-at';
