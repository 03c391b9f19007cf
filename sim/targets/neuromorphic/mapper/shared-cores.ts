/**
 * Neurons a core where software decides how many it holds, so that all cores share them: the fewest with which runs of neurons that
 * share no core take no more cores than there are; null where there are more runs than cores.
 * @param runs neurons of each
 */
export function sharedCores(runs: readonly number[], cores: number): number | null {
  if (runs.length > cores) return null;
  const all = runs.reduce((sum, run) => sum + run, 0);
  const taken = (most: number): number => runs.reduce((sum, run) => sum + Math.ceil(run / most), 0);
  let most = Math.max(1, Math.ceil(all / cores));
  while (taken(most) > cores) most++;
  return most;
}
