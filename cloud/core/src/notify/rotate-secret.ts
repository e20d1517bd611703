import { type ChannelAdded, FORMER_SECRET_HOURS } from '@tillbridge/shared/reads-notices';
import type { Database } from '../db/client.ts';
import type { ShopScope } from '../people/require-person.ts';
import { seal } from '../secrets/seal.ts';
import { changeChannel, noteChannel } from './change-channel.ts';
import { invalid } from './channel-routing.ts';
import { sealContext } from './open-channel.ts';
import { newWebhookSecret } from './sign-webhook.ts';

/**
 * A new signing secret, shown once. The former one signs beside it for `FORMER_SECRET_HOURS`, so that a receiver can change
 * over without missing anything; one before that stops at once. Throws `api.not-found`, `api.invalid` for another kind.
 */
export function rotateSecret(
  db: Database,
  scope: ShopScope,
  pepper: Buffer,
  id: string,
  address: string,
): Promise<ChannelAdded> {
  return changeChannel(db, scope, id, async (tx) => {
    const secret = newWebhookSecret();
    const [rotated] = await tx`
      update notice_channels
      set former_secret_sealed = secret_sealed, former_until = now() + make_interval(hours => ${FORMER_SECRET_HOURS}),
        secret_sealed = ${seal(pepper, sealContext(id), secret)}, revision = revision + 1
      where org_id = ${scope.org} and channel_id = ${id} and kind = 'webhook'
      returning 1`;
    if (rotated === undefined) throw invalid('/id', 'only a webhook has a signing secret');
    await noteChannel(tx, scope, id, address, 'notice.secret-rotated', { hours: FORMER_SECRET_HOURS });
    return { secret };
  });
}
