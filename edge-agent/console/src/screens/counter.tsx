import { useEffect, useState } from 'react';
import type { AgentApi } from '../api/agent-api.ts';
import type { MachinePart, OpenCase, SignedIn } from '../api/wire.ts';
import { Icon } from '../parts/icon.tsx';
import type { Settings } from '../parts/settings-buttons.tsx';
import { useSay } from '../parts/speech.tsx';
import { AtDesk, type Desk } from '../state/desk.tsx';
import { JOBS, type Job, type JobName, mayDo } from '../state/jobs.ts';
import type { ConsoleState, ShopConsole } from '../state/shop-console.ts';
import { useKeyboard } from '../state/use-keyboard.ts';
import { Approval } from './approval.tsx';
import { Cases } from './cases.tsx';
import { Collect } from './collect.tsx';
import { Exchange } from './exchange.tsx';
import { OutcomeScreen } from './outcome.tsx';
import { PayOut } from './pay-out.tsx';
import { Refill } from './refill.tsx';
import { ResetMachine } from './reset-machine.tsx';
import { Shift } from './shift.tsx';
import { Strip } from './strip.tsx';
import { TakeCash } from './take-cash.tsx';

const SCREENS: Readonly<Record<JobName, () => React.ReactNode>> = {
  take: TakeCash,
  pay: PayOut,
  exchange: Exchange,
  refill: Refill,
  collect: Collect,
  shift: Shift,
  cases: Cases,
};

export interface CounterProps {
  readonly shop: ShopConsole;
  readonly api: AgentApi;
  readonly state: ConsoleState;
  readonly session: SignedIn;
  readonly settings: Settings;
}

/** The counter: the strip above, then the six jobs around the machine, or the outcome that somebody must read. */
export function Counter({ shop, api, state, session, settings }: CounterProps) {
  const say = useSay();
  const [job, setJob] = useState<JobName>('take');
  const [chosen, setChosen] = useState<string>();
  const [resetting, setResetting] = useState(false);
  const snapshot = state.shop;
  const machine = snapshot?.machines.find(({ id }) => id === chosen) ?? snapshot?.machines[0];
  const cases = useCases(api, state);
  // A count that the office asks for waits for a person, too.
  const asked = snapshot?.machines.filter(({ recountAskedAt }) => recountAskedAt !== undefined).length ?? 0;
  const desk: Desk | undefined =
    snapshot === undefined || machine === undefined
      ? undefined
      : {
          shop,
          api,
          state,
          session,
          snapshot,
          machine,
          canBegin: state.link.state === 'live' && machine.ready && state.open === undefined,
          may: (permission) => session.permissions.includes(permission),
          goTo: setJob,
          askReset: () => setResetting(true),
        };
  const Screen = SCREENS[job];
  return (
    <div className="console">
      <Strip
        state={state}
        shop={snapshot}
        machine={machine}
        settings={settings}
        cases={cases.length + asked}
        onCases={() => setJob('cases')}
        onLock={() => shop.lock(undefined)}
      />
      <LinkBanner state={state} />
      {state.ended !== undefined && desk !== undefined ? (
        <OutcomeScreen ended={state.ended} desk={desk} onJob={setJob} />
      ) : (
        <main className="work">
          <Acts job={job} session={session} onJob={setJob} />
          {desk === undefined ? (
            <Waiting state={state} none={snapshot !== undefined} />
          ) : (
            <AtDesk value={desk}>
              <Screen key={job} />
              {resetting && <ResetMachine onLeave={() => setResetting(false)} />}
              {state.approval !== undefined && <Approval intent={state.approval} />}
              {desk.snapshot.machines.length > 1 && (
                <Machines machines={desk.snapshot.machines} chosen={desk.machine.id} onChoose={setChosen} />
              )}
            </AtDesk>
          )}
        </main>
      )}
      <p className="hidden-words" role="status">
        {state.open !== undefined && say.t('working.title', { kind: say.t(`kind.${state.open.intent.kind}`) })}
      </p>
    </div>
  );
}

function Acts({
  job,
  session,
  onJob,
}: {
  readonly job: JobName;
  readonly session: SignedIn;
  readonly onJob: (job: JobName) => void;
}) {
  const say = useSay();
  useLetters(session, onJob);
  return (
    <nav className="acts" aria-label={say.t('jobs.label')}>
      {JOBS.map((each: Job) => {
        const allowed = mayDo(each, session.permissions);
        return (
          <button
            key={each.name}
            type="button"
            disabled={!allowed}
            aria-current={each.name === job ? 'page' : undefined}
            aria-keyshortcuts={each.letter}
            onClick={() => onJob(each.name)}
          >
            <Icon name={each.icon} />
            <span>{say.t(`jobs.${each.name}`)}</span>
            {!allowed && <small>{say.t('jobs.noRight')}</small>}
          </button>
        );
      })}
    </nav>
  );
}

/** One letter a job, except while something is typed into a field. */
function useLetters(session: SignedIn, onJob: (job: JobName) => void): void {
  useKeyboard(undefined, (event) => {
    const job = JOBS.find(({ letter }) => letter === event.key);
    if (job !== undefined && mayDo(job, session.permissions)) onJob(job.name);
  });
}

function LinkBanner({ state }: { readonly state: ConsoleState }) {
  const say = useSay();
  if (state.link.state !== 'lost') return <div />;
  const zone = state.shop?.shop.timeZone ?? 'UTC';
  return (
    <div className="banner" role="alert">
      <Icon name="silent" />
      <p>{say.t('banner.lost', { time: say.clock(state.link.since, zone, true) })}</p>
    </div>
  );
}

function Waiting({ state, none }: { readonly state: ConsoleState; readonly none: boolean }) {
  const say = useSay();
  return (
    <section className="sheet">
      <div className="empty">
        <h1>{say.t(none ? 'empty.noMachine' : state.link.state === 'lost' ? 'empty.lost' : 'empty.waiting')}</h1>
        <p className="soft">{say.t(none ? 'empty.noMachineNext' : 'empty.waitingNext')}</p>
      </div>
    </section>
  );
}

function Machines({
  machines,
  chosen,
  onChoose,
}: {
  readonly machines: readonly MachinePart[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}) {
  const say = useSay();
  return (
    <fieldset className="turn machines" aria-label={say.t('machine.which')}>
      {machines.map(({ id, name }) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** What waits for a person, read again whenever an operation ended. */
function useCases(api: AgentApi, { ended, link, shop }: ConsoleState): readonly OpenCase[] {
  const [cases, setCases] = useState<readonly OpenCase[]>([]);
  const running = shop?.machines.map((machine) => machine.running?.operation ?? '').join();
  const live = link.state === 'live';
  useEffect(() => {
    const over = new AbortController();
    void running;
    void ended;
    if (live) api.cases(over.signal).then(setCases, () => undefined);
    return () => over.abort();
  }, [api, live, running, ended]);
  return cases;
}
