import { Fault } from '@tillbridge/shared/faults/fault';
import { REGISTRATIONS_MAX, RESULT } from './constants.ts';
import type { Ask, Conversation, Reply } from './converse.ts';
import { openRest, registerRest } from './requests.ts';
import {
  afterCall,
  isSessionLost,
  isSwitchedOff,
  nextCall,
  type Tenure,
  type TenureCall,
  type TenureGoal,
  type TenureHeard,
  type TenureSwitches,
  withoutCall,
} from './tenure.ts';

/** Keeps the session over a crash: what an earlier run still holds is one's own, and has to be given back. */
export interface SessionMemory {
  read(): string | undefined;
  write(sessionId: string | undefined): void;
}

export interface SignIn {
  readonly user: string;
  readonly password: string;
  readonly deviceName: string;
}

/** Session, occupation and registration for events: everything that has to hold before an order can be given. */
export interface MachineLine {
  /** Walks to a goal as the switches want it; throws the Fault that stands in the way. */
  reach(goal: TenureGoal): Promise<void>;
  /** A request under the running session; notices when the machine has forgotten it. */
  ask(ask: Ask): Promise<Reply>;
  /** How often the machine forgot the session: it was restarted, or the session timed out. */
  sessionsLost(): number;
  /** The machine may still be occupied by us, unknown to us: by an earlier run, or because an answer was lost. */
  mayBeStale(): boolean;
  /** Has the machine dial this program; throws `machine.events-refused` or `machine.offline`. */
  register(address: string, port: number): Promise<void>;
}

const CALLS_MAX = 8;

export function createMachineLine(parts: {
  readonly conversation: Conversation;
  readonly switches: TenureSwitches;
  readonly signIn: SignIn;
  readonly memory: SessionMemory;
}): MachineLine {
  const { conversation, switches, signIn, memory } = parts;
  const kept = memory.read();
  let tenure: Tenure = kept === undefined ? { at: 'closed' } : { at: 'open', sessionId: kept };
  let mayBeStale = kept !== undefined;
  let sessionsLost = 0;
  let walking: Promise<unknown> = Promise.resolve();

  function become(next: Tenure): void {
    const before = sessionOf(tenure);
    tenure = next;
    if (sessionOf(next) !== before) memory.write(sessionOf(next));
  }

  async function walkTo(goal: TenureGoal): Promise<void> {
    for (let calls = 0; calls < CALLS_MAX; calls++) {
      const call = nextCall(tenure, goal);
      if (call === undefined) return;
      if (isSwitchedOff(call, switches)) {
        become(withoutCall(tenure, call));
        continue;
      }
      const heard = await perform(call);
      const step = afterCall(tenure, call, heard);
      if (tenure.at !== 'closed' && step.state.at === 'closed' && call !== 'Close') sessionsLost += 1;
      if (call === 'Occupy' || call === 'Release') mayBeStale = heard === 'lost';
      become(step.state);
      if (step.fault !== undefined) throw new Fault(step.fault);
    }
    throw new Fault('machine.session-refused');
  }

  async function perform(call: TenureCall): Promise<TenureHeard | 'lost'> {
    const sessionId = sessionOf(tenure);
    const rest = call === 'Open' ? openRest(signIn.user, signIn.password, signIn.deviceName) : '';
    const reply = await conversation.ask({ operation: call, rest, ...(sessionId === undefined ? {} : { sessionId }) });
    if (reply.kind !== 'answer') return 'lost';
    const { result, sessionId: given } = reply.answer;
    return { result, ...(given === undefined ? {} : { sessionId: given }) };
  }

  async function ask(what: Ask): Promise<Reply> {
    const sessionId = sessionOf(tenure);
    const reply = await conversation.ask({ ...what, ...(sessionId === undefined ? {} : { sessionId }) });
    if (reply.kind === 'answer' && isSessionLost(reply.answer.result) && sessionOf(tenure) === sessionId) {
      sessionsLost += 1;
      become({ at: 'closed' });
    }
    return reply;
  }

  return {
    /** One walk at a time: a heartbeat and an order must not both open. */
    reach(goal) {
      const walked = walking.then(() => walkTo(goal));
      walking = walked.catch(() => undefined);
      return walked;
    },
    ask,
    sessionsLost: () => sessionsLost,
    mayBeStale: () => mayBeStale,
    async register(address, port) {
      const rest = registerRest(address, port);
      // A machine keeps few places, and ours from before a restart may still be one of them.
      await ask({ operation: 'UnRegisterEvent', rest });
      const reply = await ask({ operation: 'RegisterEvent', rest });
      if (reply.kind !== 'answer') throw new Fault('machine.offline');
      const { result } = reply.answer;
      if (result !== RESULT.ok) throw new Fault('machine.events-refused', { result, most: REGISTRATIONS_MAX });
    },
  };
}

const sessionOf = (tenure: Tenure) => (tenure.at === 'closed' ? undefined : tenure.sessionId);
