import { readFileSync } from 'node:fs';
import { Fault } from '@tillbridge/shared/faults/fault';
import { Value } from 'typebox/value';
import { type AgentConfig, AgentConfigSchema } from './agent-config.ts';
import { misfits } from './misfits.ts';

const CONFIG_BYTES_MAX = 262_144;

/**
 * Reads `config.json` once, whole. Throws `edge.not-paired` when there is none, and `edge.config` with every mistake in
 * one message when it is not as documented.
 */
export function readConfig(path: string): AgentConfig {
  const text = readText(path);
  if (Buffer.byteLength(text) > CONFIG_BYTES_MAX) throw wrong(path, [`is larger than ${CONFIG_BYTES_MAX} bytes`]);
  const value = parse(path, text);
  const mistakes = Value.Errors(AgentConfigSchema, value)
    .filter((error) => error.keyword !== 'boolean')
    .map((error) => `${field(error.instancePath)} ${error.message}${named(error.params)}`);
  if (mistakes.length > 0) throw wrong(path, mistakes);
  const config = value as AgentConfig;
  const more = misfits(config);
  if (more.length > 0) throw wrong(path, more);
  return config;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new Fault('edge.not-paired', { path });
    throw wrong(path, [`cannot be read (${codeOf(error)})`]);
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(path, [`is not JSON: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

function wrong(path: string, mistakes: readonly string[]): Fault {
  return new Fault('edge.config', { path, mistakes });
}

const field = (instancePath: string) => (instancePath === '' ? 'the file' : instancePath.slice(1).replaceAll('/', '.'));

/** The library's sentence on unknown fields does not name them. */
function named(params: object): string {
  const names: unknown = 'additionalProperties' in params ? params.additionalProperties : undefined;
  return Array.isArray(names) ? `: ${names.join(', ')}` : '';
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');
