import { basename } from 'node:path';
import { InputError } from '../../schema/input-error.ts';
import type { IntervalEnd } from '../../targets/neuromorphic/chip/at-interval-end.ts';
import { loadChipTarget } from '../../targets/neuromorphic/chip/load-chip-target.ts';
import { openSpikeJob } from '../../targets/neuromorphic/chip/open-spike-job.ts';
import { RandomStimulus } from '../../targets/neuromorphic/chip/random-stimulus.ts';
import { simulateNetwork } from '../../targets/neuromorphic/chip/simulate-network.ts';
import type { ChipQuestion } from './chip-question.ts';
import type { Predicted } from './predicted.ts';
import { refusedOr } from './refused-or.ts';
import type { StepCost } from './step-cost.ts';

const defaultSteps = 100;

/** A network that is written in spikes, simulated on a chip for the steps of one inference. */
export function predictSpiking(question: ChipQuestion): Promise<Predicted> {
  const { network: file, steps = defaultSteps, rate } = question;
  const id = basename(file);
  return refusedOr({ id, point: null, runtime: null, steps }, async () => {
    const opened = await openSpikeJob(file, question.target, { quantise: true });
    const { graph, mapping, placement } = opened;
    if (!mapping)
      throw new InputError([
        {
          file: question.target,
          line: 0,
          column: 0,
          code: 'E_NO_PROFILE',
          path: '',
          message: 'an architecture of SANA-FE has neither intervals nor grades.',
          hint: 'sparsewatt spikes takes it; predict takes profiles (sparsewatt profiles list).',
        },
      ]);
    const random = rate === undefined ? null : new RandomStimulus(graph, rate, 1);
    const stimulus = random ?? opened.stimulus;
    let synapses = 0;
    const at = async (end: IntervalEnd): Promise<readonly StepCost[]> => {
      const { design, tickS, power } = await loadChipTarget(question.target, false, end);
      const job = { graph, design, placement, steps, timing: 'closed-form', stimulus, tickS, power } as const;
      const { time, dynamic, staticJ, network } = simulateNetwork(job);
      synapses = network.target.length;
      const { spikes, updates, messages, synapticEvents, hops } = dynamic.counts;
      const sum = hops.north + hops.east + hops.south + hops.west;
      return [
        {
          timeS: time.totalS,
          synapsesJ: dynamic.synapsesJ + dynamic.dendritesJ,
          neuronsJ: dynamic.somasJ,
          messagesJ: dynamic.messagesJ,
          staticJ: staticJ ?? 0,
          counts: { spikes, updates, messages, synapticEvents, hops: sum },
        },
      ];
    };
    const costs = { low: await at('low'), central: await at('central'), high: await at('high') };
    return {
      network: { id, neurons: placement.core.length, synapses, point: null },
      runtime: null,
      steps,
      input: random ? `random, ${rate} a step` : opened.stimulus.silent ? 'none' : 'of the file',
      inputs: 1,
      mapping,
      costs,
      accuracy: null,
      notes: opened.quantised.map(
        ({ population, relativeError }) =>
          `weights into ${population} were rounded to what the chip holds: error ${(100 * relativeError).toPrecision(2)}% of their size`,
      ),
    };
  });
}
