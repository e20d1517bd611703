import { type Agent, startAgent } from '@tillbridge/edge-agent/agent';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { writeSecret } from '@tillbridge/edge-agent/config/secrets';
import type { CloudFetch } from '@tillbridge/edge-agent/delivery/cloud-fetch';
import { silentLog } from '@tillbridge/edge-agent/log';
import type { TestAgent, TestApi } from '../../../cloud/api/test/start-api.ts';
import type { ScriptedDriver } from '../../../edge-agent/test/scripted-driver.ts';
import { makeHome } from '../../../edge-agent/test/shop-rig.ts';

/** The real agent's way to the real API of this process; `line.down` cuts it. */
export function fetchOf(api: TestApi, line: { readonly down: boolean }): CloudFetch {
  return async (url, init) => {
    if (line.down) throw new Error('no line');
    const { pathname, search } = new URL(url);
    const payload =
      init.body === undefined ? {} : { payload: typeof init.body === 'string' ? init.body : Buffer.from(init.body) };
    const answer = await api.app.inject({
      method: init.method as 'GET',
      url: pathname + search,
      headers: init.headers,
      ...payload,
    });
    const get = (name: string) => String(answer.headers[name] ?? '') || null;
    return { status: answer.statusCode, headers: { get }, text: async () => answer.body };
  };
}

export const LOCAL_TOKEN = 'tbl_rig';

/** A real agent of a paired shop PC with a scripted machine. */
export async function openAgent(
  paired: TestAgent,
  machineId: string,
  driver: ScriptedDriver,
  fetch: CloudFetch,
): Promise<{ readonly agent: Agent; readonly stop: () => Promise<void> }> {
  const { home, config, remove } = makeHome(1);
  const [machine] = config.machines;
  if (machine === undefined) throw new Error('a home without a machine');
  // The agent reads its key anew for each sign-in, because a rotation writes another one.
  writeSecret(home, home.agentKey, paired.key);
  const agent = await startAgent({
    home,
    config: { ...config, agent: paired.agent, machines: [{ ...machine, id: machineId }] },
    secrets: { agentKey: paired.key, privateKey: paired.privateKey, localToken: LOCAL_TOKEN },
    clock: systemClock(),
    log: silentLog,
    software: 'test',
    fetch,
    driverOf: () => driver,
  });
  const stop = async () => {
    await agent.stop();
    remove();
  };
  return { agent, stop };
}
