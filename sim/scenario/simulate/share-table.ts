import type { OutcomeTable } from '../../sparsity/outcome-table.ts';

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The same table with its arrays in shared memory: worker threads then read it without a copy. */
export function shareTable(table: OutcomeTable): OutcomeTable {
  return {
    ...table,
    labels: share(table.labels),
    conditions: share(table.conditions),
    topClass: share(table.topClass),
    confidence: share(table.confidence),
    activeInputs: share(table.activeInputs),
    effectiveMacs: share(table.effectiveMacs),
    ...(table.spikeCounters ? { spikeCounters: share(table.spikeCounters) } : {}),
  };
}

function share<T extends Numbers>(values: T): T {
  const Type = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const shared = new Type(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}
