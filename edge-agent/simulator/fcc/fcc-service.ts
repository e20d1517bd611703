import { randomBytes } from 'node:crypto';
import { CASH_TYPE, type FccOperation, OPERATIONS, OPTION, RESULT } from '../../src/recycler/glory-fcc/constants.ts';
import type { EventLines } from './event-lines.ts';
import { answerElement, cashList, inventoryRest, statusRest } from './fcc-answers.ts';
import type { FccCash } from './fcc-cash.ts';
import type { FccFaults } from './fcc-faults.ts';
import type { FccMachine, OrderDone } from './fcc-machine.ts';
import type { FccRequest } from './read-request.ts';

export interface FccSwitches {
  readonly session: boolean;
  readonly occupy: boolean;
  readonly duplicateCheck: boolean;
}

/** Requests that need the occupation; all of them move cash or the machine's parts. */
const NEED_OCCUPATION: readonly FccOperation[] = [
  'StartCashin',
  'EndCashin',
  'CashinCancel',
  'Change',
  'ChangeCancel',
  'Cashout',
  'Reset',
];
/** What the machine remembers as its last response. */
const REMEMBERED: readonly FccOperation[] = ['EndCashin', 'CashinCancel', 'Change', 'Cashout'];

export interface FccServiceParts {
  readonly machine: FccMachine;
  readonly cash: FccCash;
  readonly faults: FccFaults;
  readonly lines: EventLines;
  readonly switches: FccSwitches;
}

/** Sessions, occupation, duplicate check and the machine's one-deep memory, around the machine. */
export class FccService {
  readonly #parts: FccServiceParts;
  #sessions = new Set<string>();
  #holder: string | undefined;
  #last: string | undefined;
  #lastKey = '';

  constructor(parts: FccServiceParts) {
    this.#parts = parts;
  }

  /** The power failed: sessions and memory are gone. */
  forget(): void {
    this.#sessions.clear();
    this.#holder = undefined;
    this.#last = undefined;
    this.#lastKey = '';
  }

  /** Who holds the machine, for the control port. */
  holder(): string | undefined {
    return this.#holder;
  }

  /** Answers with the answer's element, now or when the machine has done it; perhaps never. */
  obey(request: FccRequest, answer: (element: string) => void): void {
    const { operation, id, seqNo } = request;
    const { element } = OPERATIONS[operation];
    const say = (result: number, rest = '') => {
      const said = answerElement({ element, result, id, seqNo }, rest);
      if (REMEMBERED.includes(operation) && result !== RESULT.duplicate && result !== RESULT.exclusive)
        this.#last = said;
      answer(said);
    };
    const stopped = this.#stops(request);
    if (stopped !== undefined) {
      say(stopped);
      return;
    }
    const done = (order: OrderDone) => say(order.result, this.#orderRest(request, order));
    const now = this.#act(request, say, done);
    if (now !== undefined) say(now);
  }

  /** Undefined: nothing stands in the way. */
  #stops({ operation, sessionId, id, seqNo }: FccRequest): number | undefined {
    const { switches, faults } = this.#parts;
    if (operation === 'Open') return undefined;
    if (switches.session) {
      if (faults.strikes('session-over', operation)) {
        this.#sessions.delete(sessionId);
        if (this.#holder === sessionId) this.#holder = undefined;
        return RESULT.sessionTimedOut;
      }
      if (!this.#sessions.has(sessionId)) return RESULT.sessionInvalid;
    }
    if (switches.occupy && NEED_OCCUPATION.includes(operation)) {
      if (faults.value('occupied') !== 0) return this.#byOther();
      if (this.#holder !== this.#who(sessionId)) return RESULT.notOccupied;
    }
    if (switches.duplicateCheck && REMEMBERED.includes(operation)) {
      const key = `${operation}/${id}/${seqNo}`;
      if (key === this.#lastKey) return RESULT.duplicate;
      this.#lastKey = key;
    }
    return undefined;
  }

  /** A result now, or undefined when it comes later. */
  #act(request: FccRequest, say: (result: number, rest?: string) => void, done: (order: OrderDone) => void) {
    const { machine, cash, lines, faults } = this.#parts;
    switch (request.operation) {
      case 'GetStatus':
        if (faults.value('verify') !== 0) faults.note('verify');
        return say(
          RESULT.ok,
          statusRest(
            machine.shown(),
            faults.value('verify') !== 0,
            cashList(cash.preset, CASH_TYPE.in, machine.counted()),
          ),
        );
      case 'Inventory':
        if (faults.strikes('inventory-busy')) return RESULT.exclusive;
        return say(RESULT.ok, inventoryRest(cash, faults.value('cassette-out') !== 0));
      case 'Change':
        return machine.change(request.amount, request.option === OPTION.refundOnShortage, done);
      case 'ChangeCancel':
        return machine.changeCancel();
      case 'StartCashin':
        return machine.startCashin();
      case 'EndCashin':
      case 'CashinCancel':
        return machine.endCashin(request.operation === 'CashinCancel', done);
      case 'Cashout':
        return machine.cashout(request.pieces, done);
      case 'Reset':
        return machine.reset(() => say(RESULT.ok));
      case 'GetLastResponse':
        return say(RESULT.ok, this.#last ?? '');
      case 'RegisterEvent':
        return lines.register(request.address, request.port);
      case 'UnRegisterEvent':
        return lines.unregister(request.address, request.port);
      default:
        return this.#tenure(request, say);
    }
  }

  #tenure(
    { operation, sessionId, user }: FccRequest,
    say: (result: number, rest?: string) => void,
  ): number | undefined {
    const { switches, faults, machine } = this.#parts;
    const who = this.#who(sessionId);
    switch (operation) {
      case 'Open': {
        if (user === '') return RESULT.authentication;
        const opened = randomBytes(12).toString('hex');
        this.#sessions.add(opened);
        say(RESULT.ok, `<n:SessionID>${opened}</n:SessionID>`);
        return undefined;
      }
      case 'Close':
        this.#sessions.delete(sessionId);
        if (this.#holder === who) this.#holder = undefined;
        return RESULT.ok;
      case 'Occupy':
        if (!switches.occupy) return RESULT.occupationOff;
        if (faults.value('occupied') !== 0 || (this.#holder !== undefined && this.#holder !== who))
          return this.#byOther();
        if (this.#holder === who) return RESULT.occupiedByItself;
        this.#holder = who;
        return RESULT.ok;
      case 'Release':
        if (this.#holder !== who) return RESULT.notOccupied;
        if (machine.atWork()) return RESULT.exclusive;
        this.#holder = undefined;
        return RESULT.ok;
      default:
        return RESULT.program;
    }
  }

  #byOther(): number {
    if (this.#parts.faults.value('occupied') !== 0) this.#parts.faults.note('occupied');
    return RESULT.occupiedByOther;
  }

  #orderRest(request: FccRequest, order: OrderDone): string {
    const { preset } = this.#parts.cash;
    const amount = request.operation === 'Change' ? `<n:Amount>${request.amount}</n:Amount>` : '';
    return `${amount}<n:ManualDeposit>0</n:ManualDeposit>${cashList(preset, CASH_TYPE.in, order.in)}${cashList(preset, CASH_TYPE.out, order.out)}`;
  }

  /** Without sessions there is one client. */
  #who(sessionId: string): string {
    return this.#parts.switches.session ? sessionId : 'client';
  }
}
