import { ClocklessRun } from './clockless-run.ts';
import { compileNetwork } from './compile-network.ts';
import { dynamicEnergy } from './dynamic-energy.ts';
import type { SpikeJob, SpikeOutcome } from './simulate-network.ts';

/** A job without steps of the chip: those of its input are `stepS` apart, s. */
export interface ClocklessJob extends Omit<SpikeJob, 'timing' | 'tickS' | 'seed'> {
  readonly stepS: number;
  /** Spikes after which a network that excites itself is given up. */
  readonly mostSpikes?: number;
}

/**
 * Simulates a placed network on a chip without a clock: a message is taken in when its core is free, first come, first
 * served, and a neuron fires in the instant in which a synapse lifts it above its threshold, as often as that takes. There is
 * no access to idle neurons, no barrier, and who comes first decides the rest. Links between tiles take the time of their hops and hold any
 * number of messages. Input comes in steps, at whose beginning biases are added, too.
 * @throws InputError E_ENDLESS for a network that excites itself, E_CLOCKLESS for neurons that need steps: leaks, currents that last, refractory times, noise, delays, graded spikes
 */
export function simulateClockless(job: ClocklessJob): SpikeOutcome {
  const { graph, design, power } = job;
  const network = compileNetwork(graph, design, job.placement);
  const run = new ClocklessRun({ ...job, network });
  const { endS, busyS } = run.pace(job.stepS);
  const totalS = Math.max(endS, job.steps * job.stepS);
  const known = power && (power.baseW !== null || power.perCoreW !== null);
  return {
    network,
    steps: job.steps,
    record: run.record,
    time: { meshS: busyS, barrierS: 0, waitS: totalS - busyS, hostS: 0, totalS },
    lateSteps: 0,
    dynamic: dynamicEnergy(run, design),
    staticJ: known ? totalS * ((power.baseW ?? 0) + network.usedCores * (power.perCoreW ?? 0)) : null,
    hostJ: 0,
    blocked: null,
  };
}
