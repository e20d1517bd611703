import { setTimeout } from 'node:timers/promises';
import { Fault } from '@tillbridge/shared/faults/fault';
import { SILENT_AFTER_MS } from '@tillbridge/shared/live';
import type { Database } from '../db/client.ts';
import { requirePerson, type ShopScope } from '../people/require-person.ts';
import { readToday } from '../reads/read-today.ts';
import { SharedShops, sameReach } from './reach.ts';
import { readShopNews } from './read-shop-news.ts';
import { SharedReads } from './shared-reads.ts';
import { ShopTopic } from './shop-topic.ts';
import { liveBytes, type Subscriber, sees, snapshotBytes } from './subscriber.ts';

/** However often a shop rings, it is read at most once in so long. */
export const PUSH_GAP_MS = 100;

export interface LiveHubOptions {
  readonly db: Database;
  readonly onError: (error: unknown) => void;
}

/** Everybody who watches, on this process. One read a ring, whatever the number of sockets. */
export class LiveHub {
  readonly #db: Database;
  readonly #onError: (error: unknown) => void;
  readonly #subscribers = new Set<Subscriber>();
  readonly #topics = new Map<string, ShopTopic>();
  readonly #snapshots = new SharedReads((scope) => this.#readSnapshot(scope));
  readonly #shops = new SharedShops();
  readonly #lookedAt = new WeakMap<Subscriber, number>();
  #looks = 0;
  #ended = false;

  constructor(options: LiveHubOptions) {
    this.#db = options.db;
    this.#onError = options.onError;
  }

  get size(): number {
    return this.#subscribers.size;
  }

  socketsOf(person: string): number {
    let count = 0;
    for (const subscriber of this.#subscribers) if (subscriber.scope.person === person) count += 1;
    return count;
  }

  /** Joined before the snapshot is read, so that nothing falls between the two; versions put them in order. */
  async join(subscriber: Subscriber): Promise<void> {
    subscriber.scope = this.#shops.shared(subscriber.scope);
    this.#subscribers.add(subscriber);
    await this.#sendSnapshot(subscriber);
  }

  leave(subscriber: Subscriber): void {
    this.#subscribers.delete(subscriber);
  }

  /** The doorbell of a shop rang. */
  ring(org: string, shop: string): void {
    if (this.#ended || this.#watchers(org, shop).length === 0) return;
    const topic = this.#topics.get(shop) ?? new ShopTopic(org, shop);
    this.#topics.set(shop, topic);
    if (topic.running) topic.rungAgain = true;
    else void this.#tell(topic);
  }

  /** Called every LIVE_BEAT_MS: proves the connection, and notices shops that fell silent. */
  beat(now: Date): void {
    const beat = liveBytes({ type: 'beat', at: now.toISOString() });
    for (const subscriber of this.#subscribers) subscriber.send(beat);
    for (const [shop, topic] of this.#topics) {
      if (this.#watchers(topic.org, shop).length === 0) this.#topics.delete(shop);
      else if (fellSilent(topic, now)) this.ring(topic.org, shop);
    }
  }

  /** The session ended, or its person went on in another organization: its sockets close at once. */
  endSession(session: string, switched: boolean): void {
    for (const subscriber of this.#subscribers)
      if (subscriber.scope.session === session) this.#end(subscriber, switched ? 'switched' : 'signed_out');
  }

  /**
   * Reads every session again, or those of whom a change named: a removed person, a changed role or another list of
   * shops is in force at once where it was heard, and within one round where it was not.
   */
  async checkSessions(whose?: { readonly org: string; readonly person: string | undefined }): Promise<void> {
    // One look a session, however many windows it has open.
    const bySession = new Map<string, Subscriber[]>();
    for (const subscriber of this.#subscribers) {
      const { session, org, person } = subscriber.scope;
      if (whose !== undefined && (org !== whose.org || person !== (whose.person ?? person))) continue;
      bySession.set(session, [...(bySession.get(session) ?? []), subscriber]);
    }
    for (const subscribers of bySession.values()) {
      const look = ++this.#looks;
      const scope = await this.#lookAt(subscribers);
      if (scope === null) continue;
      for (const subscriber of subscribers) {
        // A look that began earlier may come back later: what it saw is older.
        if ((this.#lookedAt.get(subscriber) ?? 0) > look) continue;
        this.#lookedAt.set(subscriber, look);
        await this.#follow(subscriber, scope);
      }
    }
  }

  /** What a session may now; null after it ended, or while nobody can say. */
  async #lookAt(subscribers: readonly Subscriber[]): Promise<ShopScope | null> {
    const [first] = subscribers;
    if (first === undefined) return null;
    try {
      return await requirePerson(this.#db, first.scope);
    } catch (error) {
      if (error instanceof Fault) for (const subscriber of subscribers) this.#end(subscriber, 'signed_out');
      else this.#onError(error);
      return null;
    }
  }

  async #follow(subscriber: Subscriber, scope: ShopScope): Promise<void> {
    if (!scope.permissions.has('shop.see')) return this.#end(subscriber, 'forbidden');
    const before = subscriber.scope;
    subscriber.scope = this.#shops.shared(scope);
    if (!sameReach(scope, before)) await this.#sendSnapshot(subscriber).catch(this.#onError);
  }

  /** After the bells could not be heard for a while: every watched shop is read again, every session looked at. */
  catchUp(): void {
    for (const [shop, topic] of this.#topics) this.ring(topic.org, shop);
    void this.checkSessions();
  }

  endAll(): void {
    this.#ended = true;
    for (const subscriber of this.#subscribers) this.#end(subscriber, 'restart');
  }

  #end(subscriber: Subscriber, reason: Parameters<Subscriber['end']>[0]): void {
    this.leave(subscriber);
    subscriber.end(reason);
  }

  #watchers(org: string, shop: string): Subscriber[] {
    return [...this.#subscribers].filter((subscriber) => sees(subscriber.scope, org, shop));
  }

  async #sendSnapshot(subscriber: Subscriber): Promise<void> {
    const snapshot = await this.#snapshots.read(subscriber.scope);
    if (this.#subscribers.has(subscriber)) subscriber.send(snapshot);
  }

  async #readSnapshot(scope: ShopScope): Promise<Buffer> {
    const { shops, json } = await readToday(this.#db, scope);
    for (const shop of shops) this.#remember(scope.org, shop);
    return snapshotBytes(json);
  }

  #remember(
    org: string,
    tile: { readonly id: string; readonly lastHeardAt: string | null; readonly silent: boolean },
  ): void {
    const topic = this.#topics.get(tile.id) ?? new ShopTopic(org, tile.id);
    this.#topics.set(tile.id, topic);
    topic.lastHeardAt = tile.lastHeardAt;
    topic.silent = tile.silent;
  }

  async #tell(topic: ShopTopic): Promise<void> {
    topic.running = true;
    do {
      topic.rungAgain = false;
      await this.#tellOnce(topic).catch(this.#onError);
      await setTimeout(PUSH_GAP_MS, undefined, { ref: false });
    } while (topic.rungAgain && !this.#ended);
    topic.running = false;
  }

  async #tellOnce(topic: ShopTopic): Promise<void> {
    const [first] = this.#watchers(topic.org, topic.shop);
    if (first === undefined) return;
    const now = new Date();
    const news = await readShopNews(this.#db, first.scope, topic.shop, topic.since(now), now);
    this.#remember(topic.org, news.tile);
    const transactions = topic.takeNew(news.arrivals, now.getTime());
    const shop = { type: 'shop', tile: news.tile, needs: news.needs, sentAt: new Date().toISOString() } as const;
    // Serialized once for all sockets, and once for those who may not see transactions.
    const whole = liveBytes({ ...shop, transactions });
    const bare = liveBytes({ ...shop, transactions: [] });
    for (const watcher of this.#watchers(topic.org, topic.shop)) {
      watcher.send(watcher.scope.permissions.has('transaction.see') ? whole : bare);
    }
  }
}

function fellSilent(topic: ShopTopic, now: Date): boolean {
  return !topic.silent && topic.lastHeardAt !== null && now.getTime() - Date.parse(topic.lastHeardAt) > SILENT_AFTER_MS;
}
