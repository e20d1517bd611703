import { RESULT } from './constants.ts';

/** Switches of a machine: whether it keeps sessions and whether it wants to be occupied. */
export interface TenureSwitches {
  readonly session: boolean;
  readonly occupy: boolean;
}

/** How far this program holds the machine. */
export type Tenure =
  | { readonly at: 'closed' }
  | { readonly at: 'open'; readonly sessionId?: string }
  | { readonly at: 'occupied'; readonly sessionId?: string };

/** `open`: at least a session. `released`: a session and nothing more. */
export type TenureGoal = 'open' | 'occupied' | 'released' | 'closed';
export type TenureCall = 'Open' | 'Occupy' | 'Release' | 'Close';

/** What to ask next on the way to a goal; undefined when it is reached. */
export function nextCall(state: Tenure, goal: TenureGoal): TenureCall | undefined {
  switch (state.at) {
    case 'closed':
      return goal === 'closed' || goal === 'released' ? undefined : 'Open';
    case 'open':
      return goal === 'occupied' ? 'Occupy' : goal === 'closed' ? 'Close' : undefined;
    case 'occupied':
      return goal === 'released' || goal === 'closed' ? 'Release' : undefined;
  }
}

/** What an answer makes of the tenure, and the fault that stands in the way of going on. */
export interface TenureStep {
  readonly state: Tenure;
  readonly fault?: string;
}

export interface TenureHeard {
  readonly result: number;
  readonly sessionId?: string;
}

/** The whole table: total over states, calls and results. A call that got no answer leaves everything as it was. */
export function afterCall(state: Tenure, call: TenureCall, heard: TenureHeard | 'lost'): TenureStep {
  if (heard === 'lost') return { state, fault: 'machine.offline' };
  const { result } = heard;
  if (call !== 'Open' && isSessionLost(result)) return { state: { at: 'closed' } };
  const session = 'sessionId' in state && state.sessionId !== undefined ? { sessionId: state.sessionId } : {};
  switch (call) {
    case 'Open':
      if (result !== RESULT.ok) return { state, fault: 'machine.session-refused' };
      return { state: { at: 'open', ...(heard.sessionId === undefined ? {} : { sessionId: heard.sessionId }) } };
    case 'Occupy':
      if (result === RESULT.ok || result === RESULT.occupiedByItself || result === RESULT.occupationOff)
        return { state: { at: 'occupied', ...session } };
      if (result === RESULT.occupiedByOther) return { state, fault: 'machine.occupied' };
      return { state, fault: result === RESULT.exclusive ? 'machine.busy' : 'machine.stopped' };
    case 'Release':
      // While an order runs the machine keeps the occupation; everything else means that it is given back.
      if (result === RESULT.exclusive) return { state, fault: 'machine.busy' };
      return { state: { at: 'open', ...session } };
    case 'Close':
      return { state: { at: 'closed' } };
  }
}

/** What a call would have made of the tenure on a machine whose switch for it is off. */
export function withoutCall(state: Tenure, call: TenureCall): Tenure {
  const session = 'sessionId' in state && state.sessionId !== undefined ? { sessionId: state.sessionId } : {};
  switch (call) {
    case 'Open':
    case 'Release':
      return { at: 'open', ...session };
    case 'Occupy':
      return { at: 'occupied', ...session };
    case 'Close':
      return { at: 'closed' };
  }
}

export function isSwitchedOff(call: TenureCall, switches: TenureSwitches): boolean {
  return call === 'Open' || call === 'Close' ? !switches.session : !switches.occupy;
}

/** The machine does not know the session any more: it was restarted, or the session timed out. */
export function isSessionLost(result: number): boolean {
  return result === RESULT.sessionNotAvailable || result === RESULT.sessionInvalid || result === RESULT.sessionTimedOut;
}
