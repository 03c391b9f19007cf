import { EventLogError } from './event-log-error.ts';
import type { LogMeta, LogSummary } from './log-format.ts';

/** Reads and checks the JSON of a log's last block. @throws EventLogError naming the key that is wrong */
export function readLogSummary(bytes: Uint8Array, from: number, to: number): LogSummary {
  const refuse = (what: string): never => {
    throw new EventLogError('E_LOG_FORMAT', from, `the summary ${what}`);
  };
  let found: unknown;
  try {
    found = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to)));
  } catch (error) {
    return refuse(`is no JSON (${(error as Error).message})`);
  }
  if (!isRecord(found)) return refuse('is no JSON object');
  const { kinds, meta, count, endNs, hash } = found;
  if (!(Array.isArray(kinds) && kinds.length <= 256 && kinds.every((name) => typeof name === 'string')))
    return refuse('has no list of 256 names or less under "kinds"');
  if (!isMeta(meta)) return refuse('has under "meta" no object of texts, numbers, booleans and nulls');
  if (!isCount(count)) return refuse('has no whole number of 0 or more under "count"');
  if (!isCount(endNs)) return refuse('has no whole number of 0 or more under "endNs"');
  if (!(typeof hash === 'string' && /^[0-9a-f]{16}$/.test(hash)))
    return refuse('has no 16 hexadecimal digits under "hash"');
  return { kinds: kinds as string[], meta, count, endNs, hash };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const isMeta = (value: unknown): value is LogMeta =>
  isRecord(value) &&
  Object.values(value).every(
    (entry) => entry === null || ['string', 'number', 'boolean'].includes(typeof entry),
  );
