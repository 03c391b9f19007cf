/** Bytes of weights in memory, by what they hold. */
export interface WeightBytes {
  readonly values: number;
  /** Column of each block. */
  readonly indices: number;
  readonly rowPointers: number;
  /** Scale and bias of each level. */
  readonly epilogues: number;
  readonly total: number;
}

/** What one executor needs, in bytes as allocated. Counters for measuring gates are not included. */
export interface MemoryReport {
  readonly level: number;
  /** Only this level is ever executed. */
  readonly alone: WeightBytes;
  /** This level and all sparser ones may be chosen. */
  readonly capped: WeightBytes;
  /** Every level that this executor has loaded may be chosen. */
  readonly adaptive: WeightBytes;
  /** Address tables of pixels and columns. */
  readonly tables: number;
  /** Images, two activation buffers, panels and outputs; the peak, as nothing else is allocated while running. */
  readonly activations: number;
}

/** Bytes of one level of a layer. */
export interface LevelBytes {
  readonly values: number;
  readonly indices: number;
  readonly rowPointers: number;
  readonly epilogue: number;
}

/** Bytes of one layer: per level where it has a ladder, else `levels` holds one entry that every level uses. */
export interface LayerBytes {
  readonly inLadder: boolean;
  readonly levels: readonly LevelBytes[];
  /** What levels take where level 0 is loaded, too, and they read its weights. Default: as `levels`. */
  readonly besideDense?: readonly LevelBytes[];
}

/**
 * Sums layers over the levels from `first` to `last`. Level 0 runs on the dense kernel and its own copy of all
 * weights, so its entry is used only where level 0 itself may be chosen; a sparser level reads all sparser segments, or lists
 * of places in level 0's weights.
 */
export function weightBytes(layers: readonly LayerBytes[], first: number, last: number): WeightBytes {
  let values = 0;
  let indices = 0;
  let rowPointers = 0;
  let epilogues = 0;
  for (const layer of layers) {
    const beside = first === 0 && last > 0 ? layer.besideDense : undefined;
    (beside ?? layer.levels).forEach((bytes, level) => {
      const chosen = !layer.inLadder || (level >= first && level <= last);
      const read = chosen || (layer.inLadder && level > last && last > 0);
      if (read) {
        values += bytes.values;
        indices += bytes.indices;
        rowPointers += bytes.rowPointers;
      }
      if (chosen) epilogues += bytes.epilogue;
    });
  }
  return { values, indices, rowPointers, epilogues, total: values + indices + rowPointers + epilogues };
}
