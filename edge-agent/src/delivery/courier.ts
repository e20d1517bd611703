import type { OpenAnswer, Stretch } from '@tillbridge/shared/sync';
import { instant } from '../clock.ts';
import type { CloudLine } from './ask-cloud.ts';
import { backOffMs } from './back-off.ts';
import { backlogOf } from './backlog.ts';
import { choose, type Step } from './choose.ts';
import type { CourierParts } from './courier-parts.ts';
import { cutAgain } from './cut-again.ts';
import { type Cut, type CutResult, cutLive, cutTail } from './cut-batch.ts';
import { type Act, type Judgement, judgeExhausted, judgeOpen, judgeReceipt, judgeUpload, leaving } from './judge.ts';
import { judgeAgain } from './judge-again.ts';
import { type Asked, judgeRefusal, type Refusal, slowed } from './judge-refusal.ts';
import { nextOpenMs } from './next-open.ts';
import { openPause } from './pause.ts';
import { type DeliveryState, FIRST_STATE, type Tail, type Upload } from './state.ts';
import type { DeliveryStatus, Heard } from './status.ts';
import { askBatch, askOpen, askUpload, sendAgain } from './sync-calls.ts';
import { keepToken, type TokenKeeper } from './token.ts';
import { type WrittenBatch, writeBatch } from './write-batch.ts';
import { writeOpen } from './write-open.ts';

/** The loop of the delivery: asks, lets the judge say what the answer means, does that to the journal. Decides nothing itself. */
export class Courier {
  private readonly parts: CourierParts;
  private readonly line: CloudLine;
  private readonly tokens: TokenKeeper;
  private readonly pause = openPause();
  private readonly stopping = new AbortController();
  private state: DeliveryState = FIRST_STATE;
  /** Monotonic times. */
  private notBefore = 0;
  private openDueAt = 0;
  /** Sent without an answer, or built while its forerunner was under way. */
  private ready: WrittenBatch | undefined;
  private since: string;
  private lastReceiptAt: string | undefined;
  private completeThrough: string | undefined;
  private clockOffsetMs: number | undefined;

  constructor(parts: CourierParts) {
    this.parts = parts;
    const { cloudUrl, fetch, waits, credentials, clock } = parts;
    this.line = {
      url: cloudUrl.replace(/\/+$/, ''),
      fetch,
      answerWithinMs: waits.answerWithinMs,
      stopped: this.stopping.signal,
    };
    this.tokens = keepToken(this.line, credentials, clock);
    this.since = this.now();
  }

  status(): DeliveryStatus {
    const { since, lastReceiptAt, completeThrough, clockOffsetMs } = this;
    const { link, ownEpochsOnly } = this.state;
    const lastFault = this.state.lastFault ?? (ownEpochsOnly ? 'sync.other-agent' : undefined);
    return { link, since, lastReceiptAt, completeThrough, lastFault, clockOffsetMs };
  }

  /** Cuts a rest short; a back-off only where what was refused is mended. */
  wake(mended = false): void {
    if (mended) this.notBefore = 0;
    this.pause.wake(mended);
  }

  stop(): void {
    this.stopping.abort();
    this.pause.end();
  }

  async run(): Promise<void> {
    const deaf = this.parts.journal.onEvent((event) => {
      if (event.code === 'epoch_left') this.epochLeft(event.reason);
      if (event.code === 'disk') this.diskChanged();
    });
    while (!this.stopping.signal.aborted) await this.turn();
    deaf();
  }

  private async turn(): Promise<void> {
    const now = this.parts.clock.monotonicMs();
    if (this.notBefore > now) return this.pause.wait(this.notBefore - now, false);
    const { last, acked } = this.parts.journal.live();
    const step = choose(this.state, { openDue: now >= this.openDueAt, livePending: last > acked });
    if (step.do === 'rest') return this.pause.wait(this.openDueAt - now, true);
    try {
      await this.take(step);
    } catch (error) {
      this.mishap(error);
    }
  }

  private async take(step: Exclude<Step, { do: 'rest' }>): Promise<void> {
    const token = await this.tokens.token();
    if (this.stopping.signal.aborted) return;
    if ('refused' in token) return this.refused({ ask: 'token' }, token.refused);
    if (step.do === 'open') return this.open(token.value);
    this.state = { ...this.state, othersTurn: step.do === 'live' };
    if (step.do === 'live') return this.sendLive(token.value);
    if (step.do === 'tail') return this.sendTail(token.value, step.tail);
    if (step.do === 'again') return this.sendAgain(token.value, step.asked);
    return this.upload(token.value, step.upload);
  }

  private async open(token: string): Promise<void> {
    const { journal, credentials, software, rules, waits, clock } = this.parts;
    const incarnation = this.state.incarnation ?? journal.incarnation();
    const { ownEpochsOnly } = this.state;
    const backlog = backlogOf(journal, clock);
    const facts = { agent: credentials.agent, software, clock: this.now(), incarnation, ownEpochsOnly, backlog };
    const sentAt = clock.nowMs();
    const said = writeOpen(journal, facts, rules);
    const answer = await askOpen(this.line, token, said);
    if ('refused' in answer) return this.refused({ ask: 'open' }, answer.refused);
    this.ready = undefined;
    this.openDueAt = clock.monotonicMs() + nextOpenMs(said.disk?.state, journal.disk().state, waits.openEveryMs);
    this.timeHeard(answer.value, sentAt);
    this.parts.heard(answer.value);
    this.apply(judgeOpen(this.state, answer.value, journal, rules));
    if (this.state.opened) journal.tend(clock.nowMs() + (this.clockOffsetMs ?? 0));
  }

  private async sendLive(token: string): Promise<void> {
    const { journal, rules } = this.parts;
    const { epoch, acked } = journal.live();
    const ready = this.takeReady(epoch, acked + 1);
    const written = ready ?? (await this.write(cutLive(journal, acked + 1, this.state, rules)));
    if (written === undefined) return;
    const { cut } = written;
    this.ready = written;
    const under = askBatch(this.line, token, written);
    const ahead = cut.more ? this.writeAhead(cut.to + 1) : undefined;
    const answer = await under;
    const next = await ahead;
    if ('refused' in answer) return this.refused({ ask: 'batch', batch: cut, lines: cut.lines.length }, answer.refused);
    this.ready = next;
    this.receipt(answer.value, judgeReceipt(this.state, cut, answer.value, journal, rules));
  }

  private async sendTail(token: string, tail: Tail): Promise<void> {
    const { journal, rules } = this.parts;
    const result = cutTail(journal, tail, this.state, rules);
    if ('nothing' in result) return this.apply(judgeExhausted(this.state, tail.epoch));
    const written = await this.write(result);
    if (written === undefined) return;
    const answer = await askBatch(this.line, token, written);
    const { cut } = written;
    if ('refused' in answer) return this.refused({ ask: 'batch', batch: cut, lines: cut.lines.length }, answer.refused);
    this.receipt(answer.value, judgeReceipt(this.state, cut, answer.value, journal, rules));
  }

  private async upload(token: string, upload: Upload): Promise<void> {
    const answer = await askUpload(this.line, token, this.parts.journal, upload);
    if (answer === undefined) return this.apply(judgeUpload(this.state, upload.hash, upload.bytes));
    if ('refused' in answer) return this.refused({ ask: 'upload', hash: upload.hash }, answer.refused);
    this.apply(judgeUpload(this.state, upload.hash, answer.value.heldTo));
  }

  private async sendAgain(token: string, asked: Stretch): Promise<void> {
    const { journal, rules } = this.parts;
    const cut = cutAgain(journal, asked, rules);
    const { epoch, lines, gone } = cut;
    const incarnation = this.state.incarnation ?? '';
    const answer = await sendAgain(this.line, token, { epoch, start: journal.start, incarnation, lines, gone });
    if ('refused' in answer) return this.refused({ ask: 'again' }, answer.refused);
    this.apply(judgeAgain(this.state, cut));
  }

  /** A batch that was sent without an answer goes again with the same bytes; one built ahead saves its making. */
  private takeReady(epoch: string, from: number): WrittenBatch | undefined {
    const ready = this.ready;
    this.ready = undefined;
    const begins = ready?.cut.lost?.from ?? ready?.cut.from;
    const fits = ready?.cut.epoch === epoch && begins === from && ready.incarnation === this.state.incarnation;
    return fits ? ready : undefined;
  }

  /** What the next batch will be if this one is taken. A mishap here will show again when its turn comes. */
  private async writeAhead(from: number): Promise<WrittenBatch | undefined> {
    try {
      const result = cutLive(this.parts.journal, from, this.state, this.parts.rules);
      return 'cut' in result && result.cut.salvage.length === 0 ? await this.pack(result.cut) : undefined;
    } catch {
      return undefined;
    }
  }

  private write(result: CutResult): Promise<WrittenBatch | undefined> {
    if ('cut' in result)
      return this.demandFiles(result.cut.salvage) ? Promise.resolve(undefined) : this.pack(result.cut);
    if ('broken' in result) {
      this.parts.log.error('journal.line-damaged', { sequence: result.sequence, what: result.broken });
      this.apply(leaving(this.state, [], result.broken));
    }
    return Promise.resolve(undefined);
  }

  private pack(cut: Cut): Promise<WrittenBatch> {
    const { journal, clock, log } = this.parts;
    if (cut.lost !== undefined) log.error('delivery.lost', { epoch: cut.epoch, ...cut.lost });
    const offset = this.clockOffsetMs === undefined ? {} : { clockOffsetMs: 0 - this.clockOffsetMs };
    const stats = { ...backlogOf(journal, clock), ...offset };
    return writeBatch(cut, { start: journal.start, incarnation: this.state.incarnation ?? '', stats });
  }

  private receipt(said: Heard, judgement: Judgement): void {
    this.parts.heard(said);
    this.lastReceiptAt = this.now();
    this.apply(slowed(judgement, this.parts.random(), this.parts.waits));
  }

  private refused(asked: Asked, said: Refusal): void {
    if (this.stopping.signal.aborted) return;
    if (said.refusal === 'status') {
      this.ready = undefined;
      if (said.status === 401 || said.status === 403) this.tokens.forget();
    }
    this.apply(judgeRefusal(this.state, asked, said, this.parts.random(), this.parts.waits));
  }

  /** True when the cloud does not have these files yet: they go first. */
  private demandFiles(contents: readonly Uint8Array[]): boolean {
    const { journal, log } = this.parts;
    const known = new Set(journal.files().map((file) => file.hash));
    const open = new Set(this.state.uploads.map((upload) => upload.hash));
    const missing = contents
      .map((bytes) => journal.addSalvage(bytes))
      .filter(({ hash }) => open.has(hash) || !known.has(hash));
    if (missing.length === 0) return false;
    for (const { hash, bytes } of missing) log.error('delivery.salvaged', { hash, bytes });
    const fresh = missing.filter(({ hash }) => !open.has(hash)).map((file): Upload => ({ ...file, heldTo: 0 }));
    this.state = { ...this.state, uploads: [...fresh, ...this.state.uploads], filesFirst: true };
    return true;
  }

  private apply({ state, acts, waitMs }: Judgement): void {
    const { clock, log, waits, journal } = this.parts;
    if (state.link !== this.state.link) {
      this.since = this.now();
      log[state.link === 'connected' ? 'info' : 'warn'](`delivery.${state.link}`, { fault: state.lastFault });
    } else if (state.lastFault !== undefined && state.lastFault !== this.state.lastFault) {
      log.warn('delivery.refusal', { fault: state.lastFault });
    }
    this.state = state;
    this.notBefore = clock.monotonicMs() + Math.min(waitMs, waits.refusedMs);
    for (const act of acts) this.perform(act);
    if (state.link === 'connected')
      this.completeThrough = journal.pending() === 0 ? this.now() : (journal.oldestPendingAt() ?? this.completeThrough);
  }

  private perform(act: Act): void {
    const { journal } = this.parts;
    if (act.act === 'remember') journal.rememberIncarnation(act.incarnation);
    else if (act.act === 'acknowledge') journal.acknowledge(act.epoch, act.sequence, act.hash);
    else if (act.act === 'hold') journal.hold(act.epoch, act.held);
    else journal.leave(act.reason);
  }

  /** The live epoch is another one: the cloud must hear of it before anything is sent. */
  private epochLeft(reason: string): void {
    this.parts.log.error('journal.left', { reason });
    this.ready = undefined;
    this.state = { ...this.state, opened: false, tails: [] };
  }

  /** The cloud hears of it by an open, because a full disk may take no fact that says so. */
  private diskChanged(): void {
    this.openDueAt = this.parts.clock.monotonicMs();
    this.wake();
  }

  /** A journal that cannot be written now, or a defect: the delivery goes on trying, the till goes on recording. */
  private mishap(error: unknown): void {
    const { log, clock, random, waits } = this.parts;
    log.error('delivery.mishap', { error });
    const failures = this.state.failures + 1;
    this.state = { ...this.state, opened: false, failures };
    this.ready = undefined;
    this.notBefore = clock.monotonicMs() + Math.max(1, backOffMs(failures, random(), waits.backOffMaxMs));
  }

  private timeHeard({ serverTime }: OpenAnswer, sentAt: number): void {
    this.clockOffsetMs = Math.round(Date.parse(serverTime) - (sentAt + this.parts.clock.nowMs()) / 2);
  }

  private now(): string {
    return instant(this.parts.clock.nowMs());
  }
}
