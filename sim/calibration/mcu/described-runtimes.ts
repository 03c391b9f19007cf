import type { McuProfile, McuRuntime } from '../../targets/mcu/profile-schema.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import { describedQuantity } from '../described-quantity.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { perRows } from '../per-rows.ts';
import { runtimeInterval, yardsticks } from '../runtime-interval.ts';
import { mcuEnergyModel } from './energy-model.ts';
import { fitCycles, mcuLatencyModel } from './latency-model.ts';
import { latencyPriors } from './latency-priors.ts';
import { latencyTerm } from './latency-term.ts';
import type { McuFacts } from './mcu-facts.ts';
import { notSeen, rowOfProfile } from './row-of-profile.ts';
import { noWork, type WorkByKind } from './work-by-kind.ts';

/** Fitted once: their intervals are learned by leaving rows out, group by group. */
const latencyOf = perRows((rows, cores: McuFacts['cores']) => mcuLatencyModel({ cores }).fit(rows));
const energyOf = perRows((rows, facts: McuFacts) => mcuEnergyModel(facts).fit(rows));

/** One row of each int8 runtime that a board may use: those seen on its family, or else on three families at least. */
function candidates(family: string, rows: readonly MeasuredRow[]): ReadonlyMap<string, MeasuredRow> {
  const usable = rows.filter((row) => row.precision === 'int8' && measuredValue(row, 'latency') !== null);
  const own = usable.filter((row) => row.family === family);
  const families = (runtime: string) =>
    new Set(usable.filter((row) => row.runtime === runtime).map((row) => row.family)).size;
  const seen = own.length > 0 ? own : usable.filter((row) => families(row.runtime) >= 3);
  return new Map([...seen].sort((a, b) => (a.runtime < b.runtime ? -1 : 1)).map((row) => [row.runtime, row]));
}

/**
 * Dense int8 runtimes of a described board, derived from the calibrated latency model: what it says of a network that it
 * has not seen. Empty where the core family has no facts.
 * @param activePower of the board @param rows calibration rows
 */
export function describedRuntimes(
  profile: McuProfile,
  activePower: Quantity,
  facts: McuFacts,
  rows: readonly MeasuredRow[],
): Record<string, McuRuntime> {
  const { family } = profile;
  if (!family || !facts.cores[family]) return {};
  const predictor = fitCycles(rows, facts);
  const latency = latencyOf(rows, facts.cores);
  const energy = energyOf(rows, facts);
  const runtimes: Record<string, McuRuntime> = {};
  for (const [id, like] of candidates(family, rows)) {
    const row = rowOfProfile(profile, {
      runtime: id,
      publishedRuntime: like.publishedRuntime,
      lineage: like.lineage,
      portableKernels: like.portableKernels,
      network: notSeen,
    });
    const grade = like.family === family ? 'fitted' : 'estimated';
    const where = grade === 'fitted' ? `its rows on ${family}` : 'its rows on other core families';
    const cost = (kind: keyof WorkByKind): number => {
      const term = latencyTerm(row, facts, predictor.coefficients, latencyPriors, { ...noWork, [kind]: 1 })!;
      return [...predictor.posterior.byCause(term).values()].reduce((sum, cycles) => sum + cycles, 0);
    };
    const cycles = (kind: keyof WorkByKind, unit: string, note: string, scale = 1) =>
      describedQuantity(scale * cost(kind), unit, grade, note);
    const perMac = (kind: keyof WorkByKind) => cycles(kind, 'cycle/MAC', `latency model, from ${where}`);
    const prior = 'latency model; little more than its prior';
    const latencyMs = yardsticks.map((graph) => latency.predict({ ...row, graph })?.central ?? Number.NaN);
    const latencyInterval = runtimeInterval(
      latency,
      row,
      ({ central }) => central,
      '90% interval of the latency model for a network that it has not seen: the widest of four',
    );
    const energyInterval = runtimeInterval(
      energy,
      row,
      (_, at) => si(activePower) * (latencyMs[at]! / 1e3),
      '90% interval of the energy model over active power x time: the widest of four networks',
    );
    if (!latencyInterval || !energyInterval) continue;
    runtimes[id] = {
      kernels: 'dense',
      title: `${like.publishedRuntime}, int8, dense (predicted from ${where})`,
      numericForms: ['int8'],
      cyclesPerMac: {
        conv: perMac('conv'),
        pointwise: perMac('pointwise'),
        depthwise: perMac('depthwise'),
        'fully-connected': perMac('fullyConnected'),
      },
      cyclesPerOutput: cycles('outputs', 'cycle/value', prior),
      cyclesPerWeightByte: cycles('weights', 'cycle/B', prior),
      cyclesPerValue: {
        pool: cycles('otherValues', 'cycle/value', prior),
        elementwise: cycles('otherValues', 'cycle/value', `${prior}; two values read for one written`, 2),
        softmax: cycles('otherValues', 'cycle/value', prior),
      },
      cyclesPerOperator: described(0, 'cycle', 'the rows show no cost per operator that can be measured'),
      cyclesPerInference: described(0, 'cycle', 'the rows show no cost per inference that can be measured'),
      codeBytes: described(64, 'KiB', 'runtime library and application, as of measured boards'),
      workBytesPerDepth: described(4, '1', 'two im2col columns of 16-bit values, as CMSIS-NN allocates'),
      latencyInterval,
      energyInterval,
    };
  }
  return runtimes;
}

const described = (value: number, unit: string, note: string): Quantity => ({
  value,
  unit,
  source: 'estimate',
  grade: 'estimated',
  note,
});
