import { listenAgents } from '@tillbridge/core/keys/key-notice';
import type { FastifyInstance } from 'fastify';
import { AgentLines } from './agent-lines.ts';

declare module 'fastify' {
  interface FastifyInstance {
    agentLines: AgentLines;
  }
}

/** The lines of this process, rung from every process, and let go before the server stops listening. */
export function holdAgentLines(app: FastifyInstance, databaseUrl: string): AgentLines {
  const lines = new AgentLines();
  app.decorate('agentLines', lines);
  app.addHook('preClose', async () => lines.ringAll());
  app.addHook('onReady', async () => {
    const stop = await listenAgents(
      databaseUrl,
      (agent) => lines.ring(agent),
      () => lines.ringAll(),
    );
    app.addHook('onClose', stop);
  });
  return lines;
}
