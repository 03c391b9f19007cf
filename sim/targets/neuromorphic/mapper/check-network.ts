import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import { InputError, type InputIssue } from '../../../schema/input-error.ts';
import type { ChipTarget } from '../chip/chip-target.ts';

/**
 * Holds a network against what a chip computes: neuron models, ways of resetting, the range of weights.
 * @throws InputError with every population and projection that the chip cannot hold
 */
export function checkNetwork(graph: SpikingGraph, target: ChipTarget, fileName: string): void {
  const issues: InputIssue[] = [];
  const report = (path: string, code: string, message: string, more: Partial<InputIssue> = {}) =>
    issues.push({ file: fileName, line: 0, column: 0, code, path, message, ...more });
  for (const { name, neuron } of graph.populations) {
    if (target.models && !target.models.includes(neuron.kind))
      report(name, 'E_NEURON_MODEL', `neurons of kind ${neuron.kind} do not run on ${target.id}.`, {
        allowed: target.models,
      });
    else if (neuron.kind === 'integrate' && target.resets && !target.resets.includes(neuron.reset))
      report(name, 'E_RESET', `${target.id} does not reset with "${neuron.reset}".`, {
        allowed: target.resets,
      });
  }
  if (target.weightBits !== null)
    for (const { name, synapses } of graph.projections) {
      const most = 2 ** (target.weightBits - 1) - 1;
      const at = synapses.weight.findIndex((w) => !(Number.isInteger(w) && w >= -most - 1 && w <= most));
      if (at !== -1)
        report(
          name,
          'E_WEIGHT',
          `weight ${at} is ${synapses.weight[at]}; ${target.id} holds whole numbers of ${-most - 1} … ${most} (${target.weightBits} bits).`,
          { hint: 'Quantise the network, or choose a chip with wider weights.' },
        );
    }
  if (issues.length > 0) throw new InputError(issues);
}
