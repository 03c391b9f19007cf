import { boardNotRun } from './board-not-run.ts';
import type { BoardCpuProfile } from './profile-schema.ts';

const needed = ['idlePower', 'policyCyclesPerOperation'] as const;

/** The CPU of a board that can be simulated. */
export type RunnableBoard = BoardCpuProfile & {
  readonly [K in (typeof needed)[number]]: NonNullable<BoardCpuProfile[K]>;
};

/** The profile, which has all that a simulation needs. @throws InputError E_BOARD_RUN */
export function requireRunnable(profile: BoardCpuProfile, file: string): RunnableBoard {
  if (needed.some((key) => profile[key] === undefined) || Object.keys(profile.runtimes).length === 0)
    throw boardNotRun(profile, file);
  return profile as RunnableBoard;
}
