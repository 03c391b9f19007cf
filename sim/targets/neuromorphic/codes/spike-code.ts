/** How numbers travel as spikes. Equations: docs/spiking-files.md. */
export const spikeCodes = ['rate', 'rate-zero', 'latency', 'sigma-delta', 'folded'] as const;

/**
 * - rate: a number of spikes; the membrane loses its threshold at each (Rueckauer et al. 2017)
 * - rate-zero: the same with a membrane that is cleared, which loses what was above the threshold
 * - latency: the time of one spike, and a second one that all agree on (Quartz: Lenz et al. 2023)
 * - sigma-delta: graded spikes when an activation has changed (O'Connor and Welling 2017)
 * - folded: graded spikes of quantised activations, a single step
 */
export type SpikeCode = (typeof spikeCodes)[number];

/** A chip, the codes that it runs without help from a host, best first, and where that is written. */
export interface ChipCodes {
  readonly chip: string;
  readonly codes: readonly SpikeCode[];
  readonly source: string;
}

/** Ids as in hardware-profiles/neuromorphic. */
export const chipCodes: readonly ChipCodes[] = [
  {
    chip: 'loihi-1',
    codes: ['rate', 'latency', 'rate-zero'],
    source:
      'reset to zero native; subtraction by a second compartment (NxTF, Rueckauer et al. 2022); Quartz for latency',
  },
  {
    chip: 'loihi-2',
    codes: ['sigma-delta', 'rate', 'rate-zero', 'latency'],
    source: 'graded spikes and programmable neurons (Lava sigma-delta and LIF processes)',
  },
  { chip: 'truenorth', codes: ['rate', 'rate-zero'], source: 'linear reset mode (Cassidy et al. 2013)' },
  {
    chip: 'spinnaker-1',
    codes: ['rate', 'rate-zero'],
    source: 'neurons are software; spikes carry no value in the usual packet',
  },
  {
    chip: 'spinnaker-2',
    codes: ['sigma-delta', 'rate', 'rate-zero'],
    source: 'neurons are software; packets may carry a payload',
  },
  { chip: 'odin', codes: ['rate-zero'], source: 'reset to zero (Frenkel et al. 2019)' },
  { chip: 'xylo-audio-2', codes: ['rate'], source: 'subtractive reset (Rockpool, XyloSim)' },
  {
    chip: 'speck-2',
    codes: ['rate', 'rate-zero'],
    source: 'integrate and fire with subtraction (Sinabs, IAFSqueeze)',
  },
  {
    chip: 'brainscales-2',
    codes: ['latency', 'rate-zero'],
    source: 'time to first spike (Göltz et al. 2021)',
  },
  {
    chip: 'akida-akd1000',
    codes: ['folded'],
    source: 'activations of 1, 2 or 4 bits, weights of 1 to 8 bits, one step',
  },
  {
    chip: 'northpole',
    codes: ['folded'],
    source: 'activations of 2, 4 or 8 bits, layer by layer (Modha et al. 2023)',
  },
];

/**
 * The code to convert to for a chip.
 * @param wanted one of its codes, or undefined for the best
 * @throws RangeError naming what the chip supports
 */
export function codeFor(chip: string, wanted?: SpikeCode): SpikeCode {
  const entry = chipCodes.find((candidate) => candidate.chip === chip);
  if (!entry) {
    throw new RangeError(
      `no codes are known for chip '${chip}'; known: ${chipCodes.map((c) => c.chip).join(', ')}`,
    );
  }
  if (wanted === undefined) return entry.codes[0]!;
  if (entry.codes.includes(wanted)) return wanted;
  throw new RangeError(
    `'${wanted}' does not run on ${chip}; it runs ${entry.codes.join(', ')} (${entry.source})`,
  );
}
