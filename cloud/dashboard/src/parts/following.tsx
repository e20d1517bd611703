import type { Following } from '@tillbridge/shared/reads-employees';
import type { Say } from '../words/say.ts';
import { State } from './state.tsx';

export interface FollowingNoteProps {
  readonly following: Following;
  readonly timeZone: string;
  readonly say: Say;
}

/** Whether what is set here holds at the shop already: what should be applied against what each PC says it applies. */
export function FollowingNote({ following, timeZone, say }: FollowingNoteProps) {
  const { desiredVersion, changedAt, applied } = following;
  const at = (instant: string) => `${say.dayAt(instant, timeZone, 'medium')} ${say.clock(instant, timeZone)}`;
  if (desiredVersion === 0 || changedAt === null) return <p className="soft">{say.t('following.nothing')}</p>;
  if (applied.length === 0) {
    return (
      <State tone="off" icon="silent">
        {say.t('following.noAgent', { time: at(changedAt) })}
      </State>
    );
  }
  return (
    <ul className="grid gap-1">
      {applied.map(({ agent, name, version, appliedAt }) => {
        const follows = version === desiredVersion && appliedAt !== null;
        return (
          <li key={agent}>
            <State tone={follows ? 'plain' : 'warn'} icon={follows ? 'tick' : 'clock'}>
              {follows
                ? say.t('following.inForce', { name, time: at(appliedAt) })
                : say.t('following.waiting', { name, time: at(changedAt) })}
            </State>
          </li>
        );
      })}
    </ul>
  );
}
