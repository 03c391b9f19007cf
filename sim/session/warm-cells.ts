import type { CellInput } from '../scenario/simulate/cell-input.ts';
import type { WarmAnswer, WarmAnswerTo, WarmStep, WarmTask } from '../scenario/warm/warm-task.ts';
import type { Pool } from '../sweep/pool.ts';

/** A cell on the thread that keeps cells warm. */
export interface WarmCellHandle {
  /** One step of it; short, and never stopped midway: stopping would cost the thread all that it keeps. */
  step<S extends WarmStep>(step: S): Promise<WarmAnswerTo<S>>;
}

/**
 * Opens a cell there. Cells with equal inputs are one, whatever their policies.
 * @param generation tells tables apart that were obtained anew
 */
export function warmCell(
  pool: Pool<WarmTask, WarmAnswer>,
  input: CellInput,
  generation: number,
): WarmCellHandle {
  const { networks, policies: _policies, ...plain } = input;
  // Neither requests nor pilot runs of single options look at these.
  const { deadlineFactor: _factor, deadlineMs: _deadline, batteryJ, ...others } = plain;
  const { accuracyFloor: _floor, missBudget: _budget, gridIntensityGPerKwh: _grid, ...drawn } = others;
  const measured = networks.filter(({ role }) => role === 'ladder-point').map(({ id }) => id);
  const open = [generation, input.target, input.runtime, input.referenceRuntime, ...measured].join(' ');
  const keys = {
    generation,
    open,
    neighbours: `${open} ${JSON.stringify({ ...drawn, hasBattery: batteryJ !== undefined })}`,
    cell: `${open} ${JSON.stringify(plain)}`,
  };
  return {
    async step(step) {
      const first = await pool.run({ ...keys, step });
      const answer = first.kind === 'unknown' ? await pool.run({ ...keys, step, input }) : first;
      return answer as WarmAnswerTo<typeof step>;
    },
  };
}
