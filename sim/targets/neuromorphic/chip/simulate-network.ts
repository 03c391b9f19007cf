import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { barrierTime } from './barrier-time.ts';
import type { ChipDesign } from './chip-design.ts';
import type { ChipNetwork } from './chip-network.ts';
import type { ChipPower } from './chip-power.ts';
import { compileNetwork } from './compile-network.ts';
import { type DynamicEnergy, dynamicEnergy } from './dynamic-energy.ts';
import type { ChipPlacement } from './placement.ts';
import { SpikeRecord } from './spike-record.ts';
import { SpikeRun } from './spike-run.ts';
import type { Stimulus } from './stimulus.ts';
import { ClosedForm } from './timing/closed-form.ts';
import { EventByEvent } from './timing/event-by-event.ts';
import { meshRoutes } from './timing/mesh-routes.ts';
import { SemiAnalytic } from './timing/semi-analytic.ts';
import { SemiAnalyticKernel } from './timing/semi-analytic-kernel.ts';
import type { StepTiming } from './timing/step-timing.ts';
import type { TimingModel } from './timing/timing-models.ts';

export interface SpikeJob {
  readonly graph: SpikingGraph;
  readonly design: ChipDesign;
  readonly placement: ChipPlacement;
  readonly steps: number;
  readonly timing: TimingModel;
  readonly stimulus?: Stimulus | undefined;
  readonly seed?: number;
  /** Steps come by a clock of this period, s; a step that takes longer stretches. null: as fast as they go. */
  readonly tickS?: number | null;
  readonly power?: ChipPower | null;
  /** Spikes kept for a raster at most. */
  readonly mostRecorded?: number;
}

export interface SpikeOutcome {
  readonly network: ChipNetwork;
  readonly steps: number;
  readonly record: SpikeRecord;
  /** Of all steps, s: neurons and messages, barriers, waiting for the tick, host between steps. */
  readonly time: {
    readonly meshS: number;
    readonly barrierS: number;
    readonly waitS: number;
    readonly hostS: number;
    readonly totalS: number;
  };
  /** Steps that took longer than the tick. */
  readonly lateSteps: number;
  readonly dynamic: DynamicEnergy;
  /** null where the power is not known. */
  readonly staticJ: number | null;
  readonly hostJ: number;
  /** Messages that waited for a full route; null where the timing model knows of none. */
  readonly blocked: number | null;
}

/** Simulates a placed network on a chip for a number of steps. */
export function simulateNetwork(job: SpikeJob): SpikeOutcome {
  const { graph, design, steps, power, tickS = null } = job;
  const network = compileNetwork(graph, design, job.placement);
  const run = new SpikeRun(graph, design, network, { stimulus: job.stimulus, seed: job.seed ?? 1 });
  const timing = timingOf(job.timing, design, network);
  const record = new SpikeRecord(network, steps, job.mostRecorded ?? 2_000_000);
  const stepBarrierS = barrierTime(design, network.usedTiles);
  const hostStepS = power?.host?.timeS ?? 0;
  let meshS = 0;
  let waitS = 0;
  let lateSteps = 0;
  for (let step = 0; step < steps; step++) {
    run.step();
    const busyS = timing.stepS(run.state);
    meshS += busyS;
    const idleS = tickS === null ? 0 : tickS - busyS - stepBarrierS - hostStepS;
    if (idleS > 0) waitS += idleS;
    else if (idleS < 0) lateSteps++;
    record.add(run, busyS + stepBarrierS + hostStepS + Math.max(0, idleS));
  }
  const barrierS = steps * stepBarrierS;
  const hostS = steps * hostStepS;
  const totalS = meshS + barrierS + waitS + hostS;
  const known = power && (power.baseW !== null || power.perCoreW !== null);
  return {
    network,
    steps,
    record,
    time: { meshS, barrierS, waitS, hostS, totalS },
    lateSteps,
    dynamic: dynamicEnergy(run, design),
    staticJ: known ? totalS * ((power.baseW ?? 0) + network.usedCores * (power.perCoreW ?? 0)) : null,
    hostJ: (power?.host?.powerW ?? 0) * hostS,
    blocked: timing instanceof ClosedForm ? null : timing.blocked,
  };
}

function timingOf(
  model: TimingModel,
  design: ChipDesign,
  network: ChipNetwork,
): ClosedForm | (StepTiming & { readonly blocked: number }) {
  if (model === 'closed-form') return new ClosedForm(network);
  if (model === 'event-by-event') return new EventByEvent(design, network);
  const routes = meshRoutes(design, network);
  return routes ? new SemiAnalyticKernel(design, network, routes) : new SemiAnalytic(design, network);
}
