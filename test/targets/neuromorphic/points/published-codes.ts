import type { SpikeCode } from '../../../../sim/targets/neuromorphic/codes/spike-code.ts';

/** A chip, the codes that it runs without help from a host, and where that is written: what profiles are held to. */
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
