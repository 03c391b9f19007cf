/**
 * `reproducible`: the same bits on every machine, so that an outcome table can be checked anywhere. `fast`: relaxed
 * SIMD, where the engine has it; results differ between processors in the last bits.
 */
export type KernelBuild = 'reproducible' | 'fast';
