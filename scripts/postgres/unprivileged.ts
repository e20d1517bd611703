import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { binariesBelow, type PostgresBinaries } from './binaries.ts';

/** How a Postgres program is run, and where it and its data lie, given who we are. */
export interface RunPlan {
  readonly binaries: PostgresBinaries;
  readonly dataDir: string;
  readonly prefix: readonly string[];
  readonly account?: Account;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A shared folder that every account can enter and that survives a restart of the machine. */
const REACHABLE_FOLDER = '/var/tmp';

/**
 * Postgres refuses to run as root. In order of preference: as we are (not root); in a user namespace where root
 * looks like an ordinary account (nothing created, nothing copied); as `nobody` in place; as `nobody` on a copy in
 * a folder everybody can enter, because a clone below a 0700 home cannot be reached by another account.
 */
export function planRun(binaries: PostgresBinaries, dataDir: string): RunPlan {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (process.getuid?.() !== 0) return { binaries, dataDir, prefix: [] };
  const account = ordinaryAccount();
  const inNamespace = ['unshare', '-U', `--map-user=${account.uid}`, `--map-group=${account.gid}`];
  const plans: (() => RunPlan)[] = [
    () => ({ binaries, dataDir, prefix: inNamespace }),
    () => ({ binaries, dataDir: ownedBy(dataDir, account), prefix: [], account }),
    () => copyPlan(binaries, dataDir, account),
  ];
  for (const make of plans) {
    const plan = make();
    if (works(plan)) return plan;
  }
  throw new Error(
    'Postgres cannot run as root here. Start as an ordinary user, or give a server of your own in DATABASE_URL.',
  );
}

/** A uid that has a name, because initdb asks for the name of its account. */
function ordinaryAccount(): Account {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length > 3 && Number(fields[2]) > 0);
  const nobody = accounts.find((fields) => fields[0] === 'nobody') ?? accounts.at(-1);
  return nobody === undefined ? { uid: 65534, gid: 65534 } : { uid: Number(nobody[2]), gid: Number(nobody[3]) };
}

function works(plan: RunPlan): boolean {
  const test = '"$0" --version >/dev/null && test -w "$1" && test -x "$1"';
  const [command = '', ...args] = [...plan.prefix, 'sh', '-c', test, plan.binaries.postgres, plan.dataDir];
  return spawnSync(command, args, { stdio: 'ignore', cwd: '/', ...plan.account }).status === 0;
}

function ownedBy(folder: string, account: Account): string {
  if (statSync(folder).uid !== account.uid) chownTree(folder, account);
  return folder;
}

function chownTree(path: string, account: Account): void {
  chownSync(path, account.uid, account.gid);
  if (!statSync(path).isDirectory()) return;
  for (const name of readdirSync(path)) chownTree(join(path, name), account);
}

/** By the size of the server: after an update of the package another one is copied. */
function isCopyOf(root: string, { postgres }: PostgresBinaries): boolean {
  const copied = statSync(join(root, 'bin', 'postgres'), { throwIfNoEntry: false });
  return copied?.size === statSync(postgres).size;
}

function copyPlan(binaries: PostgresBinaries, dataDir: string, account: Account): RunPlan {
  const folder = join(
    REACHABLE_FOLDER,
    `tillbridge-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`,
  );
  const root = join(folder, 'native');
  const copiedData = join(folder, 'cluster');
  mkdirSync(copiedData, { recursive: true, mode: 0o700 });
  if (!isCopyOf(root, binaries)) {
    rmSync(root, { recursive: true, force: true });
    cpSync(binaries.root, root, { recursive: true, verbatimSymlinks: true });
  }
  chmodSync(folder, 0o700);
  if (statSync(copiedData).uid !== account.uid || statSync(folder).uid !== account.uid) chownTree(folder, account);
  return { binaries: binariesBelow(root), dataDir: copiedData, prefix: [], account };
}
