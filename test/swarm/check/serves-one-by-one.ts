import type { CellRun } from '../../../sim/scenario/simulate/cell-run.ts';

/** Passes of one sample on units that are always on: what the replay and the sums of the checkers are written for. */
export const servesOneByOne = ({ input }: CellRun): boolean => !input.batching && !input.replicas;

/** And one line, first come, first served, with one deadline. */
export const servesAlike = (run: CellRun): boolean => servesOneByOne(run) && !run.input.streams;
