import type { Mapping, MappingState } from '@tillbridge/shared/reads-mappings';
import { countLabel } from '../format/money.ts';
import { MappingActs } from '../shell/mapping-acts.tsx';
import type { Say } from '../words/say.ts';
import type { IconName } from './icon.tsx';
import { meantWord } from './mapping-words.ts';
import { State, type Tone } from './state.tsx';

const LOOKS: Readonly<Record<MappingState, { readonly icon: IconName; readonly tone: Tone }>> = {
  asked: { icon: 'clock', tone: 'warn' },
  in_force: { icon: 'tick', tone: 'plain' },
  withdrawn: { icon: 'refused', tone: 'off' },
  revoked: { icon: 'refused', tone: 'off' },
};

export interface MappingRowsProps {
  readonly rows: readonly Mapping[];
  readonly asOf: string;
  readonly permissions: readonly string[];
  readonly person: string;
  readonly say: Say;
}

/** Mappings under each other: the name and what it stands for, how far it has come, and what was read by it. */
export function MappingRows({ rows, asOf, permissions, person, say }: MappingRowsProps) {
  const { t } = say;
  return (
    <ul className="folk keys">
      {rows.map((mapping) => (
        <li key={mapping.id}>
          <div className="lead">
            <span className="meta">{`${t(`mappings.what.${mapping.what}`)} · ${say.name(mapping.shop.name)}`}</span>
            <span className="mono break-words">{mapping.from}</span>
            <span className="meta">{t('mappings.standsFor')}</span>
            <span className="strong">{meantWord(mapping, say)}</span>
          </div>
          <div>
            <State tone={LOOKS[mapping.state].tone} icon={LOOKS[mapping.state].icon}>
              {t(`mappings.states.${mapping.state}`)}
            </State>
            <Story mapping={mapping} asOf={asOf} say={say} />
          </div>
          <div>
            <span className="num">{countLabel(mapping.facts)}</span>
            <span className="meta">{t('mappings.read')}</span>
          </div>
          <div className="col-span-full">
            <MappingActs mapping={mapping} permissions={permissions} person={person} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Who asked, why, and who answered. */
export function Story({ mapping, asOf, say }: { readonly mapping: Mapping; readonly asOf: string; readonly say: Say }) {
  const { askedBy, askedAt, approvedBy, approvedAt, endedBy, endedAt, reason } = mapping;
  return (
    <>
      <span className="meta">
        {say.t('mappings.askedBy', { name: askedBy.name, age: say.age(askedAt, asOf), reason })}
      </span>
      {approvedBy !== null && approvedAt !== null && (
        <span className="meta">
          {say.t('mappings.approvedBy', { name: approvedBy.name, age: say.age(approvedAt, asOf) })}
        </span>
      )}
      {endedBy !== null && endedAt !== null && (
        <span className="meta">{say.t('mappings.endedBy', { name: endedBy.name, age: say.age(endedAt, asOf) })}</span>
      )}
    </>
  );
}
