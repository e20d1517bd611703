'use client';

import { COMMAND_KINDS, type CommandKind } from '@tillbridge/shared/agent-commands';
import { KEY_LABEL_MAX, KEY_SCOPES, type KeyScope } from '@tillbridge/shared/agent-keys';
import { type FormEvent, useState } from 'react';
import { RefusalNote } from '../acts/refusal-note.tsx';
import type { ActOf } from '../acts/send-act.ts';
import { useAct } from '../acts/use-act.ts';
import { AskDialog } from '../parts/ask-dialog.tsx';
import { COMMAND_WORDS, SCOPE_WORDS } from '../parts/command-words.ts';
import { DialogEnds } from '../parts/dialog-ends.tsx';
import { Field } from '../parts/field.tsx';
import type { AgentActsProps } from '../shell/agent-acts.tsx';
import { useSay } from '../words/use-say.ts';
import { ConfirmPc } from './confirm-pc.tsx';

/** The acts of an agent's page, each asked for in a dialog that says what follows from it. */
export function AgentDesk(props: AgentActsProps) {
  if (props.act === 'confirm') return <ConfirmPc agent={props.page.agent} />;
  if (props.act === 'create') return <CreateKey {...props} />;
  if (props.act === 'command') return <Ask {...props} />;
  if (props.act === 'key') return <KeyActs {...props} />;
  return (
    <Grave word="agents.revoke" wish={{ path: '/api/v1/agents/{id}/revoke', params: { id: props.page.agent.id } }} />
  );
}

function KeyActs({ page, keyId = '' }: AgentActsProps) {
  const params = { id: page.agent.id, key: keyId };
  return (
    <>
      <Grave word="keys.rotate" wish={{ path: '/api/v1/agents/{id}/keys/{key}/rotate', params }} />
      <Grave word="keys.regenerate" wish={{ path: '/api/v1/agents/{id}/keys/{key}/regenerate', params }} grave />
      <Grave word="keys.revoke" wish={{ path: '/api/v1/agents/{id}/keys/{key}/revoke', params }} grave />
    </>
  );
}

/** What follows from each grave act. */
const ADVICE = {
  'agents.revoke': 'agents.revokeAdvice',
  'keys.rotate': 'keys.rotateAdvice',
  'keys.regenerate': 'keys.regenerateAdvice',
  'keys.revoke': 'keys.revokeAdvice',
} as const;

interface GraveProps {
  readonly word: keyof typeof ADVICE;
  readonly wish:
    | ActOf<'/api/v1/agents/{id}/revoke'>
    | ActOf<`/api/v1/agents/{id}/keys/{key}/${'rotate' | 'regenerate' | 'revoke'}`>;
  readonly grave?: boolean;
}

/** Says what will follow, asks once more, and shows a new key where the answer holds one. */
function Grave({ word, wish, grave = word === 'agents.revoke' }: GraveProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<string>();
  const close = () => {
    forget();
    setOpen(false);
    setMade(undefined);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await act(wish);
    if (answer === null) return;
    if ('key' in answer) setMade(answer.key);
    else close();
  };
  return (
    <>
      <button type="button" className="btn quiet" onClick={() => setOpen(true)}>
        {say.t(word)}
      </button>
      {open && (
        <AskDialog title={say.t(word)} close={close} broad>
          {made === undefined ? (
            <form className="grid gap-4 mt-1" onSubmit={submit}>
              <p className="soft">{say.t(ADVICE[word])}</p>
              <RefusalNote refusal={refusal} />
              <DialogEnds close={close} busy={busy} submit={say.t(word)} grave={grave} />
            </form>
          ) : (
            <KeyOnce text={made} close={close} />
          )}
        </AskDialog>
      )}
    </>
  );
}

function CreateKey({ page }: AgentActsProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<string>();
  const [scopes, setScopes] = useState<readonly KeyScope[]>(KEY_SCOPES);
  const close = () => {
    forget();
    setOpen(false);
    setMade(undefined);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = Number(form.get('days'));
    const label = String(form.get('label') ?? '').trim();
    const body = { label, scopes, ...(days > 0 ? { lastsDays: days } : {}) };
    setMade((await act({ path: '/api/v1/agents/{id}/keys', params: { id: page.agent.id }, body }))?.key);
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {say.t('keys.create')}
      </button>
      {open && (
        <AskDialog title={say.t('keys.create')} close={close} broad>
          {made === undefined ? (
            <form className="grid gap-4 mt-1" onSubmit={submit}>
              <p className="soft">{say.t('keys.createAdvice')}</p>
              <Field name="label" label={say.t('keys.label')} maxLength={KEY_LABEL_MAX} autoComplete="off" />
              <Field
                name="days"
                label={say.t('keys.days')}
                hint={say.t('keys.daysHint')}
                type="number"
                min={1}
                max={730}
              />
              <ScopeChoice chosen={scopes} choose={setScopes} />
              <RefusalNote refusal={refusal} />
              <DialogEnds close={close} busy={busy || scopes.length === 0} submit={say.t('keys.create')} />
            </form>
          ) : (
            <KeyOnce text={made} close={close} />
          )}
        </AskDialog>
      )}
    </>
  );
}

interface ScopeChoiceProps {
  readonly chosen: readonly KeyScope[];
  readonly choose: (scopes: readonly KeyScope[]) => void;
}

/** What the key may do; fixed once it is made, and never more than its maker may. */
function ScopeChoice({ chosen, choose }: ScopeChoiceProps) {
  const { t } = useSay();
  return (
    <fieldset className="wishes">
      <legend>{t('keys.may')}</legend>
      {KEY_SCOPES.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.includes(scope)}
            onChange={(event) =>
              choose(KEY_SCOPES.filter((each) => (each === scope ? event.target.checked : chosen.includes(each))))
            }
          />
          <span>{t(SCOPE_WORDS[scope])}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** The only time that a key is shown. */
function KeyOnce({ text, close }: { readonly text: string; readonly close: () => void }) {
  const say = useSay();
  return (
    <div className="grid gap-4 mt-1" role="status">
      <p className="soft">{say.t('keys.once')}</p>
      <p className="mono secret">{text}</p>
      <p className="soft">{say.t('keys.whereTo')}</p>
      <div className="ends">
        <button type="button" className="btn" onClick={() => void navigator.clipboard.writeText(text)}>
          {say.t('pairing.copy')}
        </button>
        <button type="button" className="btn first" onClick={close}>
          {say.t('help.done')}
        </button>
      </div>
    </div>
  );
}

function Ask({ page }: AgentActsProps) {
  const say = useSay();
  const { act, busy, refusal, forget } = useAct();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<CommandKind>(COMMAND_KINDS[0]);
  const close = () => {
    forget();
    setOpen(false);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const machine = new FormData(event.currentTarget).get('machine');
    const body = { kind, ...(machine ? { machineId: String(machine) } : {}) };
    if ((await act({ path: '/api/v1/agents/{id}/commands', params: { id: page.agent.id }, body })) !== null) close();
  };
  return (
    <>
      <button type="button" className="btn" onClick={() => setOpen(true)}>
        {say.t('commands.ask')}
      </button>
      {open && (
        <AskDialog title={say.t('commands.ask')} close={close} broad>
          <form className="grid gap-4 mt-1" onSubmit={submit}>
            <p className="soft">{say.t('commands.advice')}</p>
            <fieldset className="wishes">
              <legend className="hidden-words">{say.t('commands.title')}</legend>
              {COMMAND_KINDS.map((each) => (
                <label key={each}>
                  <input type="radio" name="kind" checked={each === kind} onChange={() => setKind(each)} />
                  <span>
                    {say.t(COMMAND_WORDS[each].name)}
                    <span className="meta block">{say.t(COMMAND_WORDS[each].does)}</span>
                  </span>
                </label>
              ))}
            </fieldset>
            {kind === 'recount.ask' && <MachineChoice machines={page.machines.filter(({ retired }) => !retired)} />}
            <RefusalNote refusal={refusal} />
            <DialogEnds close={close} busy={busy} submit={say.t('commands.send')} />
          </form>
        </AskDialog>
      )}
    </>
  );
}

/** Which machine is to be counted; all of the shop unless one is named. */
function MachineChoice({ machines }: { readonly machines: AgentActsProps['page']['machines'] }) {
  const { t } = useSay();
  return (
    <label className="field">
      <span>{t('commands.which')}</span>
      <span className="input">
        <select className="w-full" name="machine" defaultValue="">
          <option value="">{t('commands.every')}</option>
          {machines.map((machine) => (
            <option key={machine.id} value={machine.id}>
              {machine.name}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
