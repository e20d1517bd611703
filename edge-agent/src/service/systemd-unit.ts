import { SERVICE_NAME, type ServicePlan } from './plan.ts';

/** Killed and started again after so long without a sign of life. */
export const WATCHDOG_S = 60;

/**
 * The unit for systemd: the agent may write its home and speak to serial ports and the network, and nothing else.
 * `MemoryDenyWriteExecute` and `ProcSubset` stay out: the engine compiles at run time, and the name of the boot is read
 * from /proc. `NotifyAccess=all` is for `systemd-notify`, which the agent starts inside its own control group.
 */
export function systemdUnit({ program, home, user, groups }: ServicePlan): string {
  const command = [...program, 'run', '--home', home].map(quoted).join(' ');
  const path = quoted(home);
  return `# Made by "tillbridge service install"; a change here is lost at the next one.
[Unit]
Description=Tillbridge agent: the cash machine of this shop and its journal
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=all
ExecStart=${command}
User=${user}${groups.length === 0 ? '' : `\nSupplementaryGroups=${groups.join(' ')}`}
Environment=NODE_ENV=production
Restart=always
RestartSec=5
WatchdogSec=${WATCHDOG_S}
TimeoutStartSec=120
TimeoutStopSec=15
KillMode=mixed
StandardOutput=null
StandardError=journal
SyslogIdentifier=${SERVICE_NAME}
OOMPolicy=stop
LimitCORE=0

UMask=0077
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths=${path}
PrivateTmp=yes
PrivateIPC=yes
DevicePolicy=closed
DeviceAllow=char-ttyS rw
DeviceAllow=char-ttyUSB rw
DeviceAllow=char-ttyACM rw
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
RemoveIPC=yes
LockPersonality=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

/** As systemd reads words: quoted, with its own signs doubled. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /[\s"'\\;]/.test(plain) ? `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : plain;
}
