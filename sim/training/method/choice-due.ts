/**
 * Whether blocks are chosen anew before a step: every so many steps until the freeze, and in any case at the first step
 * from `end` on, so that a run of few steps reaches its final sparsity, too.
 * @param progress step / steps of the run
 */
export function choiceDue(
  ramp: { readonly end: number; readonly freeze: number; readonly everySteps: number },
  step: number,
  progress: number,
): boolean {
  const { end, freeze, everySteps } = ramp;
  if (progress <= freeze && step % everySteps === 0) return true;
  if (step === 0 || progress < end) return false;
  const steps = Math.round(step / progress);
  return (step - 1) / steps < end;
}
