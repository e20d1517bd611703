import type { Account, SessionRows } from '@tillbridge/shared/reads-account';
import type { IdentityRows } from '@tillbridge/shared/reads-providers';
import type { ReactNode } from 'react';
import { LinkedServices } from '../parts/linked-services.tsx';
import { SessionsTable } from '../parts/sessions-table.tsx';
import { State } from '../parts/state.tsx';
import type { Say } from '../words/say.ts';

export interface AccountRead {
  readonly account: Account;
  readonly sessions: SessionRows;
  readonly identities: IdentityRows;
  readonly now: string;
}

/** What can be pressed, by its place; it arrives after the page stands. */
export interface AccountActs {
  readonly profile: ReactNode;
  readonly password: ReactNode;
  readonly twoStep: ReactNode;
  readonly link: (service: IdentityRows['providers'][number]) => ReactNode;
  readonly unlink: (identity: IdentityRows['rows'][number]) => ReactNode;
  readonly endOthers: ReactNode;
  readonly endOne: (session: string) => ReactNode;
}

export interface AccountViewProps extends AccountRead {
  readonly say: Say;
  readonly acts?: AccountActs;
}

/** There is no shop to take a clock from; the product's first home is Thailand. */
const HOME_ZONE = 'Asia/Bangkok';

/** The own account: who I am, how I prove it, and where I am signed in. */
export function AccountView({ account, sessions, identities, now, say, acts }: AccountViewProps) {
  const { password, twoStep } = account;
  const day = (instant: string) => say.dayAt(instant, HOME_ZONE, 'medium');
  return (
    <>
      <header className="head">
        <div>
          <h1>{say.t('mine.title')}</h1>
          <p className="sub">{account.email}</p>
        </div>
      </header>
      <section className="sec" aria-labelledby="who">
        <div className="bar">
          <h2 id="who">{say.t('mine.who')}</h2>
          {acts?.profile}
        </div>
        <dl className="ledger">
          <Row term={say.t('mine.name')}>{account.name}</Row>
          <Row term={say.t('mine.language')}>{say.t(`choice.${account.language}`)}</Row>
        </dl>
      </section>
      <section className="sec" aria-labelledby="proofs">
        <div className="bar">
          <h2 id="proofs">{say.t('mine.proofs')}</h2>
        </div>
        <dl className="ledger">
          <Row term={say.t('mine.password')} acts={acts?.password}>
            {password.set ? say.t('mine.passwordSet') : say.t('mine.passwordNone')}
            {password.setAt !== null && <Meta>{say.t('mine.changed', { day: day(password.setAt) })}</Meta>}
          </Row>
          <Row term={say.t('mine.twoStep')} acts={acts?.twoStep}>
            <TwoStepState twoStep={twoStep} say={say} />
            {twoStep.since !== null && <Meta>{say.t('mine.since', { day: day(twoStep.since) })}</Meta>}
          </Row>
        </dl>
      </section>
      <LinkedServices identities={identities} now={now} say={say} acts={acts} />
      <section className="sec" aria-labelledby="sessions">
        <div className="bar">
          <h2 id="sessions">{say.t('mine.sessions')}</h2>
          {sessions.rows.length > 1 && acts?.endOthers}
        </div>
        <SessionsTable rows={sessions.rows} now={now} say={say} act={acts?.endOne} />
      </section>
    </>
  );
}

function TwoStepState({ twoStep, say }: { readonly twoStep: Account['twoStep']; readonly say: Say }) {
  const { since, required, recoveryCodesLeft } = twoStep;
  if (since === null) {
    return (
      <>
        <State tone={required ? 'bad' : 'off'} icon={required ? 'warning' : 'unlocked'}>
          {say.t(required ? 'mine.twoStepMissing' : 'mine.twoStepOff')}
        </State>
        <Meta>{say.t('mine.twoStepWhy')}</Meta>
      </>
    );
  }
  const few = recoveryCodesLeft <= FEW_CODES;
  return (
    <>
      <State tone="plain" icon="retained">
        {say.t('mine.twoStepOn')}
      </State>
      <p className={few ? 'warn' : 'soft'}>{say.t('mine.codesLeft', { n: recoveryCodesLeft })}</p>
    </>
  );
}

/** So few recovery codes left are worth a word. */
const FEW_CODES = 2;

interface RowProps {
  readonly term: string;
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

function Row({ term, acts, children }: RowProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
      <dd className="does">{acts}</dd>
    </div>
  );
}

function Meta({ children }: { readonly children: ReactNode }) {
  return <p className="meta">{children}</p>;
}
