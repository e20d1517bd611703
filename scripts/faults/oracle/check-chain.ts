import { type CloudFact, type CloudQuarantine, type CloudStream, type CloudView, sha256 } from './cloud-view.ts';
import { type Findings, place } from './invariants.ts';

/** Invariants 3, 6, 7 and 9: the streams by their hash lists, and what stands at each place. */
export function checkChain(view: CloudView, findings: Findings): void {
  for (const stream of view.streams) checkStream(view, stream, findings);
  checkOnce(view, findings);
  checkDevices(view, findings);
}

function checkStream(view: CloudView, stream: CloudStream, findings: Findings): void {
  const hashes = hashList(view, stream, findings);
  const losses = view.losses.filter((loss) => loss.epoch === stream.epoch);
  const facts = new Map(
    view.facts.filter((fact) => fact.epoch === stream.epoch && fact.branch === 0).map((fact) => [fact.sequence, fact]),
  );
  const aside = new Map(
    view.quarantine.filter((row) => row.epoch === stream.epoch).map((row) => [`${row.sequence} ${row.hash}`, row]),
  );
  let prev: string | undefined = sha256(stream.header);
  for (let sequence = 1; sequence <= stream.highWater; sequence++) {
    const at = place({ epoch: stream.epoch, sequence });
    const hash = hashes.get(sequence);
    const loss = losses.find((entry) => !entry.filled && entry.first <= sequence && sequence <= entry.openTo);
    if (hash === undefined) {
      findings.expect('chain', loss !== undefined, () => `${at}: a gap that nobody declared`);
      prev = loss?.openTo === sequence ? loss.openHash : undefined;
      continue;
    }
    const fact = facts.get(sequence);
    const row = aside.get(`${sequence} ${hash}`);
    findings.expect(
      'chain',
      fact !== undefined || row !== undefined,
      () => `${at}: in the hash list, but no bytes anywhere`,
    );
    if (fact !== undefined)
      findings.expect('fork', fact.hash === hash, () => `${at}: the applied bytes are not those of the hash list`);
    checkLink(at, prev, fact, row, findings);
    prev = hash;
  }
  const headerHash = sha256(stream.header);
  const last =
    stream.highWater === 0
      ? headerHash
      : (hashes.get(stream.highWater) ?? losses.find((loss) => loss.last === stream.highWater)?.lastHash);
  findings.expect(
    'chain',
    last === stream.highWaterHash,
    () => `${stream.epoch}: the hash at the high water ${stream.highWater} is another`,
  );
  for (const sequence of facts.keys()) {
    findings.expect(
      'chain',
      sequence <= stream.highWater,
      () => `${place({ epoch: stream.epoch, sequence })} lies above the high water`,
    );
  }
}

function checkLink(
  at: string,
  prev: string | undefined,
  fact: CloudFact | undefined,
  row: CloudQuarantine | undefined,
  findings: Findings,
): void {
  const raw = fact?.raw ?? (row !== undefined && row.rawHash === row.hash ? row.raw : undefined);
  if (raw === undefined || prev === undefined) return;
  const said = /"prev":"([0-9a-f]{64})","sequence":\d+,"v":1\}$/.exec(raw.toString('utf8'))?.[1];
  findings.expect('chain', said === prev, () => `${at}: its prev is not the hash of the place before`);
}

function hashList(view: CloudView, stream: CloudStream, findings: Findings): Map<number, string> {
  const hashes = new Map<number, string>();
  for (const segment of view.segments) {
    if (segment.epoch !== stream.epoch) continue;
    segment.hashes.forEach((hash, index) => {
      const sequence = segment.first + index;
      const known = hashes.get(sequence);
      findings.expect(
        'fork',
        known === undefined || known === hash,
        () => `${place({ epoch: stream.epoch, sequence })}: two hashes in the list`,
      );
      hashes.set(sequence, hash);
    });
  }
  return hashes;
}

function checkOnce(view: CloudView, findings: Findings): void {
  const applied = new Set<string>();
  for (const fact of view.facts) {
    const key = `${place(fact)} ${fact.hash}`;
    findings.expect('once', !applied.has(key), () => `${place(fact)} was applied twice`);
    applied.add(key);
  }
  for (const row of view.quarantine) {
    const inFacts = applied.has(`${place(row)} ${row.hash}`);
    findings.expect('once', !(row.state === 'pending' && inFacts), () => `${place(row)} is applied and pending`);
    findings.expect(
      'once',
      row.state !== 'applied' || inFacts,
      () => `${place(row)} is settled as applied, but is not there`,
    );
  }
  for (const row of view.transactions) {
    const owner = view.facts.find((fact) => fact.epoch === row.epoch && fact.sequence === row.sequence);
    findings.expect('once', owner !== undefined, () => `transaction ${row.id} has no fact`);
  }
}

function checkDevices(view: CloudView, findings: Findings): void {
  const keys = new Set<string>();
  for (const fact of view.facts) {
    const body = (
      JSON.parse(fact.raw.toString('utf8')) as {
        body: { machine?: string; device?: { serial: string; generation: number; transaction: string } };
      }
    ).body;
    if (body.device === undefined) continue;
    const key = `${body.machine} ${body.device.serial} ${body.device.generation} ${body.device.transaction}`;
    findings.expect('device', !keys.has(key), () => `${place(fact)}: device movement ${key} stands twice`);
    keys.add(key);
  }
}
