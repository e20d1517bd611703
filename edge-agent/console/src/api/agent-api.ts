import type { Intent } from '../state/intents.ts';
import type { Call } from './call.ts';
import type {
  Closing,
  ClosingHead,
  Figures,
  OpenCase,
  OpenShift,
  Outcome,
  Plan,
  PlanWish,
  ShiftLine,
  SignedIn,
  Who,
} from './wire.ts';

/** Everything the console asks of the agent, by name; paths and fields stand here and nowhere else. */
export interface AgentApi {
  people(signal?: AbortSignal): Promise<readonly Who[]>;
  signIn(number: string, pin: string): Promise<SignedIn>;
  signOut(): Promise<unknown>;
  /** Asks for an operation, always with its intent's own key. */
  perform(
    intent: Intent,
    how: { readonly approval: string | undefined; readonly onlyRecorded: boolean },
  ): Promise<Outcome>;
  /** The second person's PIN for exactly this intent; answers what the act must show. */
  approve(intent: Intent, number: string, pin: string): Promise<string>;
  cancel(machine: string): Promise<unknown>;
  finish(machine: string): Promise<unknown>;
  /** After its path was cleared; answers how many cases wait for a count then. */
  reset(machine: string): Promise<{ readonly cases: number }>;
  plan(machine: string, wish: PlanWish, signal?: AbortSignal): Promise<Plan>;
  cases(signal?: AbortSignal): Promise<readonly OpenCase[]>;
  /** What there is to count, not how much. */
  shiftSheet(): Promise<readonly Omit<ShiftLine, 'pieces'>[]>;
  openShift(lines: readonly ShiftLine[] | undefined): Promise<OpenShift>;
  countShift(lines: readonly ShiftLine[]): Promise<Figures>;
  /** X; figures only for whoever does not count. */
  readX(): Promise<OpenShift & { readonly figures?: Figures }>;
  /** Those whose bytes are still on this PC, newest first. */
  closings(signal?: AbortSignal): Promise<readonly ClosingHead[]>;
  closing(number: number): Promise<Closing>;
  approveClosing(number: string, pin: string): Promise<string>;
  closeShift(reason: string | undefined, approval: string | undefined): Promise<Closing>;
}

export const EVENTS_PATH = '/v1/events';

/** Paths of what is done once for a key. */
export const PATHS = {
  sale: '/v1/sales',
  deposit: '/v1/deposits',
  payout: '/v1/payouts',
  exchange: '/v1/exchanges',
  refill: '/v1/refills',
  collection: '/v1/collections',
  emptying: '/v1/emptyings',
  recount: '/v1/recounts',
} as const;

export function openAgentApi(call: Call): AgentApi {
  const post = <T>(path: string, body: object, headers: Record<string, string> = {}) =>
    call<T>(path, { method: 'POST', body, headers });
  return {
    people: async (signal) => (await call<{ people: readonly Who[] }>('/v1/people', asked(signal))).people,
    signIn: (employeeNumber, pin) => post<SignedIn>('/v1/session', { employeeNumber, pin }),
    signOut: () => call('/v1/session', { method: 'DELETE' }),
    perform: ({ key, path, body }, { approval, onlyRecorded }) =>
      post<Outcome>(path, body, {
        'idempotency-key': key,
        ...(approval === undefined ? {} : { 'x-approval': approval }),
        ...(onlyRecorded ? { 'x-only-recorded': '1' } : {}),
      }),
    async approve({ key, amountMinor }, employeeNumber, pin) {
      const given = await post<{ approval: string }>('/v1/approvals', { key, amountMinor, employeeNumber, pin });
      return given.approval;
    },
    cancel: (machine) => post('/v1/cancel', { machine }),
    finish: (machine) => post('/v1/finish', { machine }),
    reset: (machine) => post('/v1/resets', { machine }),
    plan: (machine, wish, signal) =>
      call<Plan>('/v1/plans', { method: 'POST', body: { machine, ...wish }, ...asked(signal) }),
    shiftSheet: async () => (await call<{ lines: readonly Omit<ShiftLine, 'pieces'>[] }>('/v1/shift/sheet')).lines,
    openShift: (lines) =>
      post('/v1/shift/open', lines === undefined ? { source: 'machine' } : { source: 'counted', lines }),
    countShift: (lines) => post('/v1/shift/count', { lines }),
    readX: () => call('/v1/shift/x'),
    closings: async (signal) =>
      (await call<{ closings: readonly ClosingHead[] }>('/v1/closings', asked(signal))).closings,
    closing: (number) => call(`/v1/closings/${number}`),
    async approveClosing(employeeNumber, pin) {
      return (await post<{ approval: string }>('/v1/shift/approval', { employeeNumber, pin })).approval;
    },
    closeShift: (reason, approval) =>
      post(
        '/v1/shift/close',
        reason === undefined ? {} : { reason },
        approval === undefined ? {} : { 'x-approval': approval },
      ),
    cases: async (signal) => (await call<{ cases: readonly OpenCase[] }>('/v1/cases', asked(signal))).cases,
  };
}

const asked = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
