/** What a kernel does with a sum before it writes it: y = max(0, scale * sum + bias), each part as asked for. */
export interface Epilogue {
  /** [rows]; 1 when absent */
  readonly scale?: Float32Array;
  /** [rows]; 0 when absent */
  readonly bias?: Float32Array;
  /** Default false. */
  readonly relu?: boolean;
}

/** @throws RangeError when scale or bias are not one value a row */
export function checkEpilogue(epilogue: Epilogue, rows: number): void {
  for (const part of ['scale', 'bias'] as const) {
    const found = epilogue[part];
    if (found && found.length !== rows) {
      throw new RangeError(`the epilogue's ${part} has ${found.length} values; ${rows} rows need ${rows}`);
    }
  }
}
