import { si, worstGrade } from '../../quantity.ts';
import type { Plan, SampleOutcome, Stage } from '../../target.ts';
import type { UnitModel } from '../../unit-model.ts';
import { type ChipProfile, chipOf } from '../chip/chip-of.ts';
import type { ChipTarget } from '../chip/chip-target.ts';
import { chipCost, maskCost, staticPowerW } from './chip-cost.ts';
import { readChipCounters } from './chip-counters.ts';
import { chipFit } from './chip-fit.ts';
import type { ChipRuntime } from './chip-runtimes.ts';
import { constantRange } from './constant-range.ts';

const toNs = (seconds: number): number => Math.round(seconds * 1e9);

/**
 * Cost model of a chip for spikes. The events of an inference come with the sample's outcome, from a table that was made by
 * simulating its spikes one by one; this adds what is known of time and energy. What nobody published
 * (`ChipTarget.unknown`) is not in it.
 *
 * Between inferences the base power stays and cores are gated, waking at no cost: no profile says what either takes. Policies
 * are computed by a host outside the boundary.
 */
export function chipUnit(profile: ChipProfile, { form, host }: ChipRuntime, name: string): UnitModel {
  const target = chipOf(profile);
  const hostS = host ? si(host) : 0;
  return {
    unit: {
      name,
      powerStates: [
        { name: 'gated', powerW: staticPowerW(target, 0), afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 },
      ],
      policyOperationNs: 0,
      policyOperationJ: 0,
    },
    capabilities: { skipsBlocks: true, skipsInputs: true, numericForms: [form] },
    grade: host ? worstGrade([host, { ...host, grade: target.grade }]) : target.grade,
    ...intervals(profile, { form, host }),
    fit: ({ network }, residentPoints) => chipFit(network, residentPoints, target, form),
    lower: (plan, outcome) => stages(target, hostS, plan, name, outcome),
  };
}

/**
 * The barrier is left out: where it has an interval (Loihi 2: 0 to 200 ns) it is under a hundredth of a step of networks
 * that fill a core.
 */
function intervals(
  profile: ChipProfile,
  { host }: ChipRuntime,
): Pick<UnitModel, 'latencyInterval' | 'energyInterval'> {
  const { events, static: powers } = profile;
  const period = profile.class === 'spiking-chip' ? profile.step.period : undefined;
  const times = Object.values(events).map((event) => event?.time);
  const energies = Object.values(events).map((event) => event?.energy);
  return {
    latencyInterval: constantRange([...times, period, host]),
    energyInterval: constantRange([...energies, powers]),
  };
}

function stages(
  target: ChipTarget,
  hostS: number,
  plan: Plan,
  unit: string,
  outcome: SampleOutcome | null,
): readonly Stage[] {
  const { network, point } = plan;
  if (!outcome?.spikeCounters || point.steps === undefined) {
    throw new RangeError(
      `point ${point.id} of ${network.name} comes without counters of a chip, and no spikes are guessed; use a table made by tools/measure-spikes.ts`,
    );
  }
  const counters = readChipCounters(outcome.spikeCounters);
  const cost = chipCost(target, counters, point.steps);
  const mask = maskCost(target, counters);
  const values = (shape: readonly number[]) => shape.slice(1).reduce((a, b) => a * b, 1);
  return [
    ...(hostS > 0
      ? [
          {
            unit,
            resource: 'io',
            durationNs: toNs(hostS),
            joules: { static: hostS * staticPowerW(target, 0) },
            // Pixels in as bytes, outputs out as 32-bit words.
            bytesMoved: values(network.input.shape) + 4 * values(network.output.shape),
          } as const,
        ]
      : []),
    ...(mask.timeS > 0
      ? [
          {
            unit,
            resource: 'io',
            durationNs: toNs(mask.timeS),
            joules: { io: mask.writesJ, overhead: mask.staticJ },
            bytesMoved: 0,
          } as const,
        ]
      : []),
    {
      unit,
      resource: 'compute',
      durationNs: toNs(cost.meshS + cost.barrierS + cost.waitS),
      joules: {
        compute: cost.neuronsJ + cost.synapsesJ,
        io: cost.messagesJ,
        static: cost.staticJ,
        overhead: cost.staticAtRestJ + cost.resetJ,
      },
      bytesMoved: 0,
    },
  ];
}
