import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type postgres from 'postgres';
import type { CloudFact, CloudLine, CloudTransaction } from './cloud-view.ts';

/** What lies in the archive for the volumes that a snapshot calls dropped, read by the oracle's own eyes. */
export interface ArchiveView {
  readonly facts: readonly CloudFact[];
  readonly transactions: readonly CloudTransaction[];
  readonly lines: readonly CloudLine[];
  /** Sentences about volumes whose rows were dropped although the archive does not hold them as it says. */
  readonly broken: readonly string[];
}

interface Manifest {
  readonly facts: number;
  readonly files: readonly {
    readonly key: string;
    readonly kind: string;
    readonly shop: string;
    readonly sha256: string;
  }[];
}

interface Place {
  readonly agent_id: string;
  readonly epoch: string;
  readonly sequence: number;
  readonly branch: number;
  readonly fact_id: string;
  readonly kind: string;
  readonly business_date: string;
  readonly shop_id: string;
}

/** Reads the folder of the archive; `tx` is the snapshot that the rest of the cloud was read in. */
export async function readArchiveView(tx: postgres.TransactionSql, folder: string): Promise<ArchiveView> {
  const volumes = await tx<{ org: string; volume: number; hash: string }[]>`
    select org_id as org, volume, encode(manifest_hash, 'hex') as hash
    from archive_volumes
    where state = 'dropped'
    order by org_id, volume`;
  const view = {
    facts: [] as CloudFact[],
    transactions: [] as CloudTransaction[],
    lines: [] as CloudLine[],
    broken: [] as string[],
  };
  for (const { org, volume, hash } of volumes) {
    const path = join(folder, 'archive', org, String(volume).padStart(6, '0'), 'manifest.json');
    const bytes = existsSync(path) ? readFileSync(path) : undefined;
    if (bytes === undefined || sha256(bytes) !== hash)
      view.broken.push(`the manifest of volume ${volume} is not there`);
    else readVolume(folder, signedIn(bytes), view);
  }
  return view;
}

/** What a manifest file says; that the signature holds is proven elsewhere. */
function signedIn(bytes: Buffer): Manifest {
  const { statement } = JSON.parse(bytes.toString()) as { statement: string };
  return JSON.parse(statement) as Manifest;
}

function readVolume(
  folder: string,
  manifest: Manifest,
  view: { facts: CloudFact[]; transactions: CloudTransaction[]; lines: CloudLine[]; broken: string[] },
): void {
  let facts = 0;
  for (const [i, file] of manifest.files.entries()) {
    const lines = linesOf(folder, file, view.broken);
    if (file.kind === 'facts') {
      const places = linesOf(folder, manifest.files[i + 1] ?? file, view.broken);
      facts += lines.length;
      view.facts.push(...lines.map((raw, n) => factOf(raw, JSON.parse(places[n]?.toString() ?? '{}') as Place)));
    }
    if (file.kind === 'transactions') for (const line of lines) addTransaction(line, view);
  }
  if (facts !== manifest.facts) view.broken.push(`a volume says ${manifest.facts} facts and holds ${facts}`);
}

function linesOf(folder: string, file: Manifest['files'][number], broken: string[]): readonly Buffer[] {
  const path = join(folder, file.key);
  const packed = existsSync(path) ? readFileSync(path) : undefined;
  if (packed === undefined || sha256(packed) !== file.sha256) {
    broken.push(`${file.key} is not there as its manifest says`);
    return [];
  }
  const text = gunzipSync(packed).toString('latin1');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => Buffer.from(line, 'latin1'));
}

function factOf(raw: Buffer, place: Place): CloudFact {
  return {
    shop: place.shop_id,
    agent: place.agent_id,
    epoch: place.epoch,
    sequence: place.sequence,
    branch: place.branch,
    id: place.fact_id,
    kind: place.kind,
    day: place.business_date,
    raw,
    hash: sha256(raw),
  };
}

function addTransaction(line: Buffer, view: { transactions: CloudTransaction[]; lines: CloudLine[] }): void {
  const { row, lines } = JSON.parse(line.toString()) as {
    row: Readonly<Record<string, string & number>>;
    lines: readonly Readonly<Record<string, string & number>>[];
  };
  const get = <T>(from: Readonly<Record<string, unknown>>, name: string) => from[name] as T;
  view.transactions.push({
    id: get(row, 'transaction_id'),
    epoch: get(row, 'epoch'),
    sequence: get(row, 'sequence'),
    day: get(row, 'business_date'),
    kind: get(row, 'kind'),
    currency: get(row, 'currency'),
    inMinor: get(row, 'in_minor'),
    outMinor: get(row, 'out_minor'),
  });
  for (const one of lines) {
    view.lines.push({
      transaction: get(one, 'transaction_id'),
      valueMinor: get(one, 'value_minor'),
      pieces: get(one, 'pieces'),
      direction: get(one, 'direction'),
      place: get(one, 'place'),
    });
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
