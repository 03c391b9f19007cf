import type { ArrivalsFile } from './arrivals-schema.ts';

/** How fast requests come, one entry a cell: loads, requests a second, or times the pace of a recording. */
export interface ArrivalPaces {
  readonly unit: 'load' | 'requests a second' | 'times the recorded pace';
  readonly values: readonly number[];
  /** Where they stand in the block. */
  readonly key: 'loads' | 'ratesPerS' | 'speeds';
}

export function arrivalPaces(arrivals: ArrivalsFile): ArrivalPaces {
  if (arrivals.process === 'trace')
    return { unit: 'times the recorded pace', values: arrivals.speeds, key: 'speeds' };
  if (arrivals.loads !== undefined) return { unit: 'load', values: arrivals.loads, key: 'loads' };
  if ('ratesPerS' in arrivals && arrivals.ratesPerS !== undefined)
    return { unit: 'requests a second', values: arrivals.ratesPerS, key: 'ratesPerS' };
  return { unit: 'load', values: [], key: 'loads' };
}
