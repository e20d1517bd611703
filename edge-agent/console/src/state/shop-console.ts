import type { AgentApi } from '../api/agent-api.ts';
import type { SignedIn, Snapshot } from '../api/wire.ts';
import { type Follow, openFeed } from './feed.ts';
import type { Intent, Intents } from './intents.ts';
import { foldEvent } from './live.ts';
import { type Performed, perform, type Waiting } from './perform.ts';
import type { KeptSession } from './session.ts';

/** Whether the agent on this PC is heard. */
export type Link =
  | { readonly state: 'waiting' }
  | { readonly state: 'live' }
  | { readonly state: 'lost'; readonly since: string };

/** What one window of the console shows. */
export interface ConsoleState {
  readonly session: SignedIn | undefined;
  /** Why the last session ended, when it was not the person who ended it. */
  readonly endedBy: 'idle' | 'agent' | undefined;
  readonly link: Link;
  readonly shop: Snapshot | undefined;
  /** Asked and not answered yet. */
  readonly open: { readonly intent: Intent; readonly waiting: Waiting } | undefined;
  /** The agent wants a second person for it. */
  readonly approval: Intent | undefined;
  /** Stays on the screen until somebody takes note of it. */
  readonly ended: { readonly intent: Intent; readonly performed: Performed; readonly at: string } | undefined;
}

export type Wish = Omit<Intent, 'key' | 'begunAt'>;

export interface ShopConsole {
  state(): ConsoleState;
  subscribe(listener: () => void): () => void;
  signIn(number: string, pin: string): Promise<void>;
  lock(why: 'idle' | undefined): void;
  /** Makes the one key of this intent. Does nothing while another is open. */
  begin(wish: Wish): void;
  approve(number: string, pin: string): Promise<void>;
  /** Nobody approves: certainly nothing was begun. */
  abandonApproval(): void;
  /** The person has read the outcome. */
  takeNote(): void;
}

export interface ConsoleParts {
  readonly api: AgentApi;
  readonly follow: Follow;
  readonly intents: Intents;
  readonly session: KeptSession;
  readonly pause: (ms: number) => Promise<void>;
  readonly newKey: () => string;
  readonly now: () => string;
}

/** One window's dealings with the agent: who is signed in, what is seen, and the one intent that may be open. */
export function openShopConsole(parts: ConsoleParts): ShopConsole {
  const { api, intents, session, pause, newKey, now } = parts;
  const listeners = new Set<() => void>();
  const awaiting = new Set<() => void>();
  let state = begun(session.current());

  function become(next: Partial<ConsoleState>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  function drop(endedBy: ConsoleState['endedBy']): void {
    session.set(undefined);
    feed.stop();
    become({ session: undefined, endedBy, link: { state: 'waiting' } });
  }

  const feed = openFeed({
    follow: parts.follow,
    pause,
    onEvent: (event) => become({ shop: foldEvent(state.shop, event), link: { state: 'live' } }),
    onLost: () => {
      if (state.link.state !== 'lost') become({ link: { state: 'lost', since: now() } });
    },
    onSignedOut: () => drop('agent'),
  });

  async function run(intent: Intent, wasSent: boolean, approval?: string): Promise<void> {
    become({ open: { intent, waiting: wasSent ? 'no-answer' : 'asking' }, approval: undefined });
    const performed = await perform({
      intent,
      wasSent,
      ask: (asked, onlyRecorded) => api.perform(asked, { approval, onlyRecorded }),
      pause,
      onWaiting: (waiting) => become({ open: { intent, waiting } }),
      signedIn: () => {
        if (state.session !== undefined) drop('agent');
        return new Promise((resolve) => awaiting.add(resolve));
      },
    });
    if (performed.end === 'refused' && performed.problem.code.startsWith('local.approval'))
      return become({ open: undefined, approval: intent });
    intents.settle(intent.key);
    become({ open: undefined, ended: { intent, performed, at: now() } });
  }

  const kept = intents.current();
  if (state.session !== undefined) feed.start(state.session.token);
  if (kept !== undefined) void run(kept, true);

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async signIn(number, pin) {
      const signedIn = await api.signIn(number, pin);
      session.set(signedIn);
      become({ session: signedIn, endedBy: undefined });
      feed.start(signedIn.token);
      for (const go of awaiting) go();
    },
    lock(why) {
      void api.signOut().catch(() => undefined);
      drop(why);
    },
    begin(wish) {
      if (state.open !== undefined || state.approval !== undefined || intents.current() !== undefined) return;
      const intent = { ...wish, key: newKey(), begunAt: now() };
      intents.keep(intent);
      void run(intent, false);
    },
    async approve(number, pin) {
      const intent = state.approval;
      if (intent === undefined) return;
      const approval = await api.approve(intent, number, pin);
      void run(intent, false, approval);
    },
    abandonApproval() {
      intents.settle(state.approval?.key ?? '');
      become({ approval: undefined });
    },
    takeNote: () => become({ ended: undefined }),
  };
}

const begun = (session: SignedIn | undefined): ConsoleState => ({
  session,
  endedBy: undefined,
  link: { state: 'waiting' },
  shop: undefined,
  open: undefined,
  approval: undefined,
  ended: undefined,
});
