import type { Cause } from '../../energy/cause.ts';
import { type CpuWork, noCpuWork } from '../../targets/board-cpu/cpu-work.ts';
import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import type { BoardRuntime } from '../../targets/board-cpu/runtime-schema.ts';
import { si } from '../../targets/quantity.ts';
import type { Grade } from '../../targets/target.ts';
import { describedQuantity } from '../described-quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { fitLatency } from './fit-latency.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import { fitPower } from './power-model.ts';
import { powerPriors } from './power-priors.ts';
import { powerTerm } from './power-term.ts';

type Costs = Pick<
  BoardRuntime,
  | 'cyclesPerMac'
  | 'cyclesPerValue'
  | 'cyclesPerOtherValue'
  | 'cyclesPerDramByte'
  | 'cyclesPerOperator'
  | 'cyclesPerInference'
  | 'cyclesPerInputValue'
  | 'power'
>;

const total = (parts: ReadonlyMap<Cause, number>): number =>
  [...parts.values()].reduce((sum, part) => sum + part, 0);

/**
 * What one unit of each kind of work costs on a board under the runtime of a row: the terms of the fitted models, one by one.
 * @param profile with its `idlePower` @param row see `rowOfBoard` @param rows calibration rows
 */
export function boardCosts(
  profile: BoardCpuProfile,
  row: MeasuredRow,
  facts: CpuFacts,
  rows: readonly MeasuredRow[],
  grade: Grade,
  where: string,
): Costs {
  const clockHz = si(profile.clock);
  const time = fitLatency(rows, facts);
  const cycles = (kind: keyof CpuWork, unit: string) => {
    const term = latencyTerm(row, facts, time.coefficients, latencyPriors, { ...noCpuWork, [kind]: 1 })!;
    const milliseconds = total(time.posterior.byCause(term));
    return describedQuantity((milliseconds / 1e3) * clockHz, unit, grade, `latency model, ${where}`);
  };
  const power = (cause: Cause) => {
    const watts = boardW(row, facts, rows, cause) - si(profile.idlePower!);
    return describedQuantity(Math.max(leastW, watts), 'W', grade, `power model, ${where}; above idlePower`);
  };
  return {
    cyclesPerMac: {
      conv: cycles('conv', 'cycle/MAC'),
      pointwise: cycles('pointwise', 'cycle/MAC'),
      depthwise: cycles('depthwise', 'cycle/MAC'),
      'fully-connected': cycles('fullyConnected', 'cycle/MAC'),
    },
    cyclesPerValue: cycles('values', 'cycle/value'),
    cyclesPerOtherValue: cycles('otherValues', 'cycle/value'),
    cyclesPerDramByte: cycles('dramBytes', 'cycle/B'),
    cyclesPerOperator: cycles('layers', 'cycle'),
    cyclesPerInference: cycles('inferences', 'cycle'),
    cyclesPerInputValue: cycles('input', 'cycle/value'),
    power: { compute: power('compute'), memory: power('memory'), serial: power('overhead') },
  };
}

/** A board that its profile says to draw more idle than the model says it draws at work. */
const leastW = 0.01;

/**
 * Watts of a row's board where all time goes to one cause, or awake without work: what the power model says.
 * @param rows calibration rows
 */
export function boardW(
  row: MeasuredRow,
  facts: CpuFacts,
  rows: readonly MeasuredRow[],
  cause: Cause | 'awake',
): number {
  const fitted = fitPower(rows, facts);
  const busy = cause === 'awake' ? 'compute' : cause;
  const term = powerTerm(row, facts, fitted.coefficients, powerPriors, new Map([[busy, 1]]))!;
  const parts = fitted.posterior.byCause(term);
  return (parts.get('idle') ?? 0) + (cause === 'awake' ? 0 : (parts.get(cause) ?? 0));
}
