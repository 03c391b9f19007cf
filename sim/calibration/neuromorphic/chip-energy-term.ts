import type { Coefficients } from '../fit/coefficients.ts';
import { SumTerm } from '../fit/sum-term.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { coefficientLink } from './coefficient-link.ts';
import { loihi2StaticParts } from './loihi-2-static-parts.ts';
import { loihiEventJ, neuromorphicPriors } from './priors.ts';

const { energy: priors, dynamic } = neuromorphicPriors;

/** Supply that TrueNorth's constants are stated at, and the one taken where a row states none. */
const statedV = 0.8;
const usualV = 0.775;

/**
 * Joules of a run where the parts were not measured apart. TrueNorth: leakage and the tick, and events, both by the supply.
 * Loihi 2: processors and cores in use beside Loihi 1's, and its neurons and synapses in each step (once, where values are
 * sent and no steps are published) at the energies of Loihi 1, none being published.
 * @param seconds of the run
 * @returns null for other chips
 */
export function chipEnergyTerm(
  row: MeasuredRow,
  coefficients: Coefficients,
  seconds: number,
): SumTerm | null {
  const run = row.counted;
  if (!run) return null;
  const link = coefficientLink(coefficients);
  if (row.family === 'loihi-2') {
    const { steps, neurons, synapses } = run;
    const parts = [...loihi2StaticParts(row, coefficients, seconds)];
    // Values instead of spikes: every synapse passes one at most, in whatever steps.
    if (steps === null)
      parts.push({
        amount: (synapses ?? 0) * loihiEventJ.synapse,
        coefficients: [link('values that are not zero', priors.values)],
      });
    else
      parts.push(
        { amount: steps * (neurons ?? 0) * loihiEventJ.neuron, coefficients: [] },
        {
          amount: steps * (synapses ?? 0) * loihiEventJ.synapse,
          coefficients: [link('synapses that carry an event', dynamic.activity)],
        },
      );
    return new SumTerm(parts);
  }
  if (row.family !== 'truenorth') return null;
  const volts = Math.log((row.supplyV ?? usualV) / statedV);
  const events = run.synapticEventsPerS;
  return new SumTerm([
    {
      amount: seconds,
      cause: 'static',
      coefficients: [
        link('floor of TrueNorth', priors.floor),
        link('voltage on its floor', priors.floorByVoltage, volts),
      ],
    },
    // What switches goes with the square of the voltage.
    {
      amount: seconds * Math.exp(2 * volts) * (events ?? 1),
      coefficients: [
        events === null
          ? link('events that are not published', priors.unpublished)
          : link('synaptic event of TrueNorth', priors.event),
      ],
    },
  ]);
}
