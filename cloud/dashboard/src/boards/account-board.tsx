'use client';

import { LinkService, UnlinkIdentity } from '../account/identity-acts.tsx';
import { PasswordActs } from '../account/password-acts.tsx';
import { ProfileActs } from '../account/profile-acts.tsx';
import { EndSessions } from '../account/session-acts.tsx';
import { TwoStepActs } from '../account/two-step-acts.tsx';
import { type AccountRead, AccountView } from '../views/account-view.tsx';
import { useSay } from '../words/use-say.ts';

/** The view of the own account with what can be pressed. */
export function AccountBoard({ read }: { readonly read: AccountRead }) {
  return (
    <AccountView
      {...read}
      say={useSay()}
      acts={{
        profile: <ProfileActs account={read.account} />,
        password: <PasswordActs set={read.account.password.set} />,
        twoStep: <TwoStepActs twoStep={read.account.twoStep} />,
        link: (service) => <LinkService {...service} />,
        unlink: ({ id, label }) => <UnlinkIdentity id={id} label={label} />,
        endOthers: <EndSessions wish={{ path: '/api/v1/account/sessions/end-others' }} which="endOthers" />,
        endOne: (id) => <EndSessions wish={{ path: '/api/v1/account/sessions/{id}/end', params: { id } }} />,
      }}
    />
  );
}
