import { startAgent } from '@tillbridge/edge-agent/agent';
import { tcpPort } from '@tillbridge/edge-agent/bytes/tcp-port';
import { systemClock } from '@tillbridge/edge-agent/clock';
import { homeAt } from '@tillbridge/edge-agent/config/home';
import { tableOf } from '@tillbridge/edge-agent/config/machine-table';
import { readConfig } from '@tillbridge/edge-agent/config/read-config';
import { readSecrets } from '@tillbridge/edge-agent/config/secrets';
import { type CloudFetch, keptConnection } from '@tillbridge/edge-agent/delivery/cloud-fetch';
import { silentLog } from '@tillbridge/edge-agent/log';
import { glory300 } from '@tillbridge/edge-agent/recycler/glory-300/driver';
import { systemTiming } from '@tillbridge/edge-agent/recycler/timing';
import { type AgentProbe, answerProbe } from './answer-probe.ts';

/** The pauses of the driver between two questions, so short that a day passes in seconds; its patience is the real one. */
const PACE = { payoutPollMs: 8, depositPollMs: 4, heartbeatMs: 50 } as const;

const home = homeAt(process.argv[2] ?? '');
const config = readConfig(home.config);
const clock = systemClock();
const line = keptConnection();
let isDown = false;
const fetch: CloudFetch = (url, init) => (isDown ? Promise.reject(new Error('no line')) : line.fetch(url, init));

const agent = await startAgent({
  home,
  config,
  secrets: readSecrets(home, config.machines),
  clock,
  log: silentLog,
  software: 'bench',
  fetch,
  driverOf(machine) {
    const [, host = '', port] = machine.address.split(':');
    const table = tableOf(machine);
    if (table === undefined) throw new Error('a machine without a table');
    return glory300({ port: tcpPort({ host, port: Number(port) }), table, timing: systemTiming(clock), pace: PACE });
  },
});

const probe: AgentProbe = {
  pending: () => agent.journal.pending(),
  setDown(down) {
    isDown = down;
  },
};
process.on('message', (message) => answerProbe(probe, message));
process.on('disconnect', () => process.exit());
process.send?.({ ready: true, port: agent.localPort });
