/** Metadata key under which a file holds its ladder, as scenarios/models/README.md describes it. */
export const ladderKey = 'sparsewatt.ladder';

/** Metadata key of the largest size of each free dimension but the batch: JSON, `{"T": 256}`. */
export const dimsKey = 'sparsewatt.dims';
