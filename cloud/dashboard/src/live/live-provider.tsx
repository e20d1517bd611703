'use client';

import type { LiveMessage } from '@tillbridge/shared/live';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { fetchJson, goToSignIn } from './fetch-json.ts';
import { type EndReason, type LiveClient, type LiveSocket, type LiveView, makeLiveClient } from './live-client.ts';
import { leaveOrganization, organizationHere } from './organization-here.ts';

/** Silences and needs are worded by the server only; read again at least so often while somebody looks. */
const READ_AGAIN_MS = 60_000;

const ENDS: Readonly<Record<EndReason, () => void>> = {
  signed_out: goToSignIn,
  switched: leaveOrganization,
  forbidden: () => location.reload(),
};

const LiveContext = createContext<LiveClient | null>(null);

/** One live connection for all signed-in pages. */
export function LiveProvider({ staleMs, children }: { readonly staleMs: number; readonly children: ReactNode }) {
  const [client] = useState(() => makeClient(staleMs));
  useEffect(() => {
    client.start();
    return () => client.stop();
  }, [client]);
  return <LiveContext value={client}>{children}</LiveContext>;
}

function makeClient(staleMs: number): LiveClient {
  let readAgainAt = 0;
  const readToday = async () => {
    readAgainAt = Date.now() + READ_AGAIN_MS;
    try {
      client.take({ type: 'snapshot', today: await fetchJson({ path: '/api/v1/today' }) });
    } catch {
      // The live badge already tells that the cloud is out of reach; a later beat asks again.
    }
  };
  const onMessage = (message: LiveMessage) => {
    if (message.type === 'snapshot') readAgainAt = Date.now() + READ_AGAIN_MS;
    if (message.type === 'beat' && Date.now() >= readAgainAt && !document.hidden) void readToday();
  };
  const client = makeLiveClient({
    connect: openSocket,
    staleMs,
    nowMs: () => Date.now(),
    random: () => Math.random(),
    setTimer(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    onMessage,
    renew: () => fetchJson({ path: '/api/v1/me' }),
    onEnded: (reason) => ENDS[reason](),
  });
  return client;
}

function openSocket(): LiveSocket {
  const site = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}`;
  const socket = new WebSocket(`${site}/api/v1/live?organization=${organizationHere() ?? ''}`);
  const opened: LiveSocket = { onmessage: null, onclose: null, close: () => socket.close() };
  socket.onmessage = (event) => opened.onmessage?.(event);
  socket.onclose = () => opened.onclose?.();
  return opened;
}

export function useLiveClient(): LiveClient {
  const client = useContext(LiveContext);
  if (client === null) throw new Error('used outside of LiveProvider');
  return client;
}

/** The live view, re-rendered on each message. */
export function useLive(): LiveView {
  const client = useLiveClient();
  return useSyncExternalStore(client.subscribe, client.view, client.view);
}
