import type { ChipDesign } from '../../../../sim/targets/neuromorphic/chip/chip-design.ts';
import { uniformDesign } from '../../../../sim/targets/neuromorphic/chip/uniform-design.ts';

const cost = (pJ: number, ns: number) => ({ energyJ: pJ * 1e-12, timeS: ns * 1e-9 });

/** Loihi with the constants that SANA-FE's authors fitted on silicon (SANA-FE commit 8951ab0, arch/loihi.yaml). */
export const loihiDesign: ChipDesign = uniformDesign(
  {
    name: 'loihi',
    width: 8,
    height: 4,
    linkBuffer: 16,
    hops: { north: cost(4.2, 6.5), east: cost(3, 4.1), south: cost(4.2, 6.5), west: cost(3, 4.1) },
    barrier: [
      { fromTiles: 1, timeS: 0.6e-6 },
      { fromTiles: 2, timeS: 1e-6 },
      { fromTiles: 4, timeS: 1.4e-6 },
      { fromTiles: 29, timeS: 1.8e-6 },
    ],
  },
  4,
  {
    name: 'loihi_core',
    buffer: 'soma',
    mostNeurons: 1024,
    axonIn: cost(0, 16),
    axonOut: cost(111, 5.1),
    synapses: [
      { name: 'dense', cost: cost(35.5, 3.8) },
      { name: 'sparse', cost: cost(33.6, 4.7) },
      { name: 'conv', cost: cost(24, 3.1) },
    ],
    dendrites: [{ name: 'dendrite', cost: cost(0, 0), delays: true, everyStep: false }],
    somas: [
      {
        name: 'lif',
        model: 'neuron',
        access: cost(51.2, 6),
        update: cost(21.6, 3.7),
        spike: cost(69.3, 30),
        potentialQuantum: 1 / 64,
      },
      {
        name: 'input',
        model: 'input',
        access: cost(0, 0),
        update: cost(0, 0),
        spike: cost(0, 0),
        potentialQuantum: 0,
      },
    ],
  },
);
