/** Room of a shard: `sequences` of `tokens` each, a multiple of 8; ids must be below `rows`. */
export interface TokenRoom {
  readonly sequences: number;
  readonly tokens: number;
  readonly rows: number;
}

/** What the operators on tokens read, to be copied to their addresses. */
export interface PackedTokens {
  /** [sequences * tokens]: token t of sequence s at s * tokens + t, -1 beyond its length. */
  readonly ids: Int32Array;
  /** [sequences], 0 of those that are not there. */
  readonly lengths: Int32Array;
}

/**
 * Ids of a shard's ragged sequences in the layout of lanes: eight tokens of one sequence a group, so group g, lane j is
 * token 8 g + j of all rooms put behind each other.
 * @throws RangeError where sequences are too many or too long or an id lies outside of the table
 */
export function packTokens(sequences: readonly ArrayLike<number>[], room: TokenRoom): PackedTokens {
  if (sequences.length > room.sequences) {
    throw new RangeError(`${sequences.length} sequences; the shard holds ${room.sequences}: split the batch`);
  }
  const ids = new Int32Array(room.sequences * room.tokens).fill(-1);
  const lengths = new Int32Array(room.sequences);
  for (const [s, sequence] of sequences.entries()) {
    if (sequence.length > room.tokens) {
      throw new RangeError(
        `sequence ${s} has ${sequence.length} tokens; there is room for ${room.tokens}: cut it`,
      );
    }
    for (let t = 0; t < sequence.length; t++) {
      const id = sequence[t]!;
      if (!Number.isInteger(id) || id < 0 || id >= room.rows) {
        throw new RangeError(`sequence ${s}, token ${t}: id ${id}; ids are 0 to ${room.rows - 1}`);
      }
      ids[s * room.tokens + t] = id;
    }
    lengths[s] = sequence.length;
  }
  return { ids, lengths };
}
