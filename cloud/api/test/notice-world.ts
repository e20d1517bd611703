import { randomUUID } from 'node:crypto';
import { evaluateAlarms } from '@tillbridge/core/alarms/evaluate-alarms';
import { withTenant } from '@tillbridge/core/db/client';
import { deliverNotices, type NoticeTools } from '@tillbridge/core/notify/deliver-notices';
import { ALARM_MATTERS } from '@tillbridge/shared/alarm-matters';
import type { OpeningHours } from '@tillbridge/shared/opening-hours';
import type {
  Channel,
  ChannelAdded,
  ChannelEdit,
  ChannelWish,
  Notice,
  NoticePage,
} from '@tillbridge/shared/reads-notices';
import { expect } from 'vitest';
import { postOutside } from '../../worker/src/post-outside.ts';
import { around, openTill } from './fill-shop.ts';
import { makeOrganization, type TestOrganization } from './make-world.ts';
import type { Receiver } from './notice-receiver.ts';
import { type Cookies, SECRETS, signInAs, type TestApi } from './start-api.ts';

const WISH: ChannelWish = {
  kind: 'webhook',
  label: 'Desk',
  target: 'https://hooks.example/tillbridge',
  language: 'en',
  severities: ['bad', 'warn', 'off'],
  matters: [...ALARM_MATTERS],
  onlyEscalated: false,
  afterMinutes: null,
  hours: null,
  passes: [],
  allShops: true,
  shops: [],
};

/** An organization whose owner sets channels and looks at what became of them. */
export class NoticeWorld {
  readonly api: TestApi;
  readonly receiver: Receiver;
  readonly org: TestOrganization;
  readonly owner: Cookies;

  private constructor(api: TestApi, receiver: Receiver, org: TestOrganization, owner: Cookies) {
    this.api = api;
    this.receiver = receiver;
    this.org = org;
    this.owner = owner;
  }

  static async make(api: TestApi, receiver: Receiver): Promise<NoticeWorld> {
    const org = await makeOrganization(api.db, `A${randomUUID().slice(0, 8)}`);
    return new NoticeWorld(api, receiver, org, await signInAs(api.app, org.people.owner));
  }

  post(path: string, payload: object = {}, cookies: Cookies = this.owner) {
    const headers = { 'sec-fetch-site': 'same-origin' };
    return this.api.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, cookies: { ...cookies }, payload });
  }

  async add(wish: Partial<ChannelWish> = {}): Promise<ChannelAdded> {
    const added = await this.post('notice-channels', { ...WISH, target: `${this.receiver.base}/hook`, ...wish });
    expect(added.statusCode, added.body).toBe(200);
    return added.json<ChannelAdded>();
  }

  /** The channel as it stands, with what differs. */
  async edit(id: string, differs: Partial<ChannelEdit>, cookies: Cookies = this.owner) {
    const channel = (await this.page()).channels.find((one) => one.id === id);
    return this.post(`notice-channels/${id}`, { ...editOf(channel), ...differs }, cookies);
  }

  async page(): Promise<NoticePage> {
    const answer = await this.api.app.inject({ url: '/api/v1/notices', cookies: { ...this.owner } });
    return answer.json<NoticePage>();
  }

  async notices(what: Notice['what']): Promise<readonly Notice[]> {
    return (await this.page()).notices.filter((notice) => notice.what === what);
  }

  deliver(now?: Date, more: Partial<NoticeTools> = {}): Promise<number> {
    return deliverNotices(this.api.db, {
      origin: 'https://till.example',
      pepper: SECRETS.pepper,
      lineUrl: this.receiver.base,
      post: (url, headers, body) => postOutside(url, headers, body, (address) => address === '127.0.0.1'),
      ...(now === undefined ? {} : { now: () => now }),
      ...more,
    });
  }

  /** Something is owed in a shop so many times: an alarm each. */
  async raise(count = 1, shop = this.org.shop, machine = this.org.machine): Promise<void> {
    const till = await openTill(this.api.app, this.owner, shop, machine);
    for (let n = 0; n < count; n += 1)
      till.chain.sale({ operation: randomUUID(), outcome: 'partial', owedMinor: 500 }, around(Date.now()));
    await till.deliver();
    await this.look(shop);
  }

  look(shop = this.org.shop, at = new Date()) {
    return evaluateAlarms(this.api.db, this.org.id, [shop], at);
  }

  /** What it sends to nobody any more: the next test has channels of its own. */
  end() {
    return withTenant(this.api.db, this.org.id, (tx) => tx`update notice_channels set removed_at = now()`);
  }
}

export function editOf(channel: Channel | undefined): ChannelEdit {
  if (channel === undefined) throw new Error('no such channel');
  const { id, kind, failures, formerUntil, disabledAt, disabledBecause, ...edit } = channel;
  return edit;
}

/** Hours that do not last now, whenever a test runs, and the moment at which they begin in Bangkok. */
export function laterHours(): { readonly hours: OpeningHours; readonly begins: Date } {
  const inThreeDays = new Date(Date.now() + 3 * 86_400_000);
  const local = new Date(inThreeDays.getTime() + 7 * 3_600_000);
  const begins = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate(), 1));
  return { hours: [{ day: local.getUTCDay(), opens: 480, closes: 1_200 }], begins };
}
