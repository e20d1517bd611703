import { randomUUID } from 'node:crypto';
import { type Database, withTenant } from '@tillbridge/core/db/client';

export interface NoticeTarget {
  readonly channel: string;
  readonly doomed: string;
  readonly edited: string;
  readonly hook: string;
  readonly notice: string;
}

/** A channel of the organization with one notice in its log. */
export async function addNotice(db: Database, org: string): Promise<NoticeTarget> {
  const [channel, doomed, edited, hook, notice] = Array.from({ length: 5 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
    string,
  ];
  await withTenant(db, org, async (tx) => {
    await tx`
      insert into notice_channels (org_id, channel_id, kind, label, target, language, severities, all_shops)
      select ${org}, id, 'email', 'Desk', 'desk@demo.test', 'en', ${['bad']}, true
      from unnest(${[channel, doomed, edited]}::uuid[]) as c (id)`;
    await tx`
      insert into notice_channels (org_id, channel_id, kind, label, target, language, severities, all_shops, secret_sealed)
      values (${org}, ${hook}, 'webhook', 'Hook', 'https://hooks.example/', 'en', ${['bad']}, true, '\\x01')`;
    await tx`
      insert into notices (org_id, notice_id, channel_id, what, body, state, settled_at)
      values (${org}, ${notice}, ${channel}, 'test',
        '{"what":"test","at":"","shop":{"id":"","code":"","th":"","en":""},"alarm":null,"machine":null}', 'sent', now())`;
  });
  return { channel, doomed, edited, hook, notice };
}

const post = (url: string, payload: object) => ({ method: 'POST', url: `/api/v1/${url}`, payload }) as const;
const FIELDS = {
  label: 'Desk',
  target: 'desk@demo.test',
  language: 'en',
  severities: ['bad'],
  matters: ['cash'],
  onlyEscalated: false,
  afterMinutes: null,
  hours: null,
  passes: ['bad'],
  allShops: true,
  shops: [],
};

export const NOTICE_CALLS = {
  'GET /api/v1/notices': () => ({ method: 'GET', url: '/api/v1/notices' }) as const,
  'POST /api/v1/notice-channels': () => post('notice-channels', { ...FIELDS, kind: 'email' }),
  'POST /api/v1/notice-channels/:id': ({ edited }: NoticeTarget) =>
    post(`notice-channels/${edited}`, { ...FIELDS, revision: 1 }),
  'POST /api/v1/notice-channels/:id/rotate-secret': ({ hook }: NoticeTarget) =>
    post(`notice-channels/${hook}/rotate-secret`, {}),
  'POST /api/v1/notice-channels/:id/test': ({ channel }: NoticeTarget) => post(`notice-channels/${channel}/test`, {}),
  'POST /api/v1/notice-channels/:id/switch': ({ channel }: NoticeTarget) =>
    post(`notice-channels/${channel}/switch`, { on: true }),
  'POST /api/v1/notice-channels/:id/remove': ({ doomed }: NoticeTarget) => post(`notice-channels/${doomed}/remove`, {}),
  'POST /api/v1/notices/:id/replay': ({ notice }: NoticeTarget) => post(`notices/${notice}/replay`, {}),
};
export const NOTICES_WITHOUT_TARGET = ['GET /api/v1/notices', 'POST /api/v1/notice-channels'];
