import { PinPad } from '../parts/pin-pad.tsx';
import { useSay } from '../parts/speech.tsx';
import { useDesk } from '../state/desk.tsx';
import type { Intent } from '../state/intents.ts';
import { useModal } from '../state/use-modal.ts';
import { usePeople } from './gate.tsx';

/** The agent wants a second person for an intent; without one it is certain that nothing was begun. */
export function Approval({ intent }: { readonly intent: Intent }) {
  const say = useSay();
  const { shop } = useDesk();
  return (
    <SecondPerson
      title={say.t('approval.title', {
        kind: say.t(`kind.${intent.kind}`),
        amount: say.money(intent.amountMinor, intent.currency),
      })}
      onPin={shop.approve}
      onLeave={shop.abandonApproval}
    />
  );
}

export interface SecondPersonProps {
  readonly title: string;
  readonly onPin: (number: string, pin: string) => Promise<void>;
  readonly onLeave: () => void;
}

/** Whoever approves types their own PIN; the person who asks is not in the list. */
export function SecondPerson({ title, onPin, onLeave }: SecondPersonProps) {
  const say = useSay();
  const { api, session } = useDesk();
  const people = usePeople(api);
  const place = useModal();
  const others = Array.isArray(people) ? people.filter(({ number }) => number !== session.person.number) : [];
  return (
    <dialog ref={place} aria-label={title} onCancel={onLeave}>
      <div className="two">
        <PinPad
          people={others}
          title={title}
          action={say.t('approval.approve')}
          leave={say.t('approval.leave')}
          onLeave={onLeave}
          onPin={onPin}
        />
      </div>
    </dialog>
  );
}
