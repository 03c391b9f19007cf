import { buildCommand } from '@stricli/core';
import { timingModels } from '../../targets/neuromorphic/chip/timing/timing-models.ts';
import type { SpikesFlags } from '../actions/spikes.ts';
import type { CliContext } from '../context.ts';
import { numberOf, sensorSize, wholeNumber, words } from '../parse.ts';

/** `sparsewatt spikes` */
export const spikesCommand = buildCommand<SpikesFlags, [string], CliContext>({
  loader: async () => (await import('../actions/spikes.ts')).spikes,
  parameters: {
    positional: {
      kind: 'tuple',
      parameters: [
        {
          brief:
            'spiking network: SANA-FE (.yaml, .net), NIR (.nir) or Lava NetX (.net); or .onnx, converted',
          parse: words,
          placeholder: 'FILE',
        },
      ],
    },
    flags: {
      target: {
        kind: 'parsed',
        brief: 'neuromorphic chip (id or file of a profile), or an architecture of SANA-FE (.yaml)',
        parse: words,
        placeholder: 'ID',
      },
      runtime: {
        kind: 'parsed',
        brief: "networks of numbers: code to convert to, such as latency (default: the chip's best)",
        parse: words,
        optional: true,
        placeholder: 'CODE',
      },
      point: {
        kind: 'parsed',
        brief: 'networks of numbers: operating point, such as L3-t16 or L3-w8 (default: the densest)',
        parse: words,
        optional: true,
        placeholder: 'ID',
      },
      image: {
        kind: 'parsed',
        brief: 'networks of numbers: which image is shown, encoded (default: 0)',
        parse: wholeNumber(0),
        optional: true,
        placeholder: 'N',
      },
      steps: {
        kind: 'parsed',
        brief: 'time steps to simulate (default: 100)',
        parse: wholeNumber(1),
        optional: true,
        placeholder: 'N',
      },
      timing: {
        kind: 'enum',
        values: [...timingModels, 'clockless'],
        brief: 'how the time of a step is found, or a chip without steps (default: semi-analytic)',
        optional: true,
      },
      rate: {
        kind: 'parsed',
        brief: 'random input: probability of a spike of each input neuron in each step',
        parse: numberOf(0),
        optional: true,
        placeholder: 'P',
      },
      input: {
        kind: 'parsed',
        brief: 'input: events of a camera in CSV, NPY, AEDAT 2.0 or 3.1, or N-MNIST (.bin)',
        parse: words,
        optional: true,
        placeholder: 'FILE',
      },
      sensor: {
        kind: 'parsed',
        brief: 'pixels of that camera, where the network does not say',
        parse: sensorSize,
        optional: true,
        placeholder: 'WxH',
      },
      stepMs: {
        kind: 'parsed',
        brief: 'what one step of a NIR network, and of input events, stands for, ms (default: 1)',
        parse: numberOf(0),
        optional: true,
        placeholder: 'MS',
      },
      seed: {
        kind: 'parsed',
        brief: 'of random input and noisy thresholds (default: 1)',
        parse: wholeNumber(0),
        optional: true,
        placeholder: 'N',
      },
      host: {
        kind: 'boolean',
        brief: 'the embedded processor and host work between steps, where the profile knows of them',
        default: false,
        withNegated: false,
      },
      quantise: {
        kind: 'boolean',
        brief: 'round weights to what the chip holds, thresholds and biases scaled with them',
        default: false,
        withNegated: false,
      },
      fill: {
        kind: 'parsed',
        brief: 'share of the neurons of a core that the mapper may use: less takes more cores (default: 1)',
        parse: numberOf(0),
        optional: true,
        placeholder: 'P',
      },
      out: {
        kind: 'parsed',
        brief: 'folder for raster.svg, cores.svg, trace.json (Perfetto) and spikes.csv',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      export: {
        kind: 'parsed',
        brief:
          'folder for architecture.yaml, network.yaml and network.net (inputs without spikes) of SANA-FE',
        parse: words,
        optional: true,
        placeholder: 'DIR',
      },
      interval: {
        kind: 'boolean',
        brief: "also at the low and high ends of the profile's constants: intervals of time and energy",
        default: false,
        withNegated: false,
      },
      neurobench: {
        kind: 'boolean',
        brief: "NeuroBench's metrics too: footprint, sparsities, synaptic operations, membrane updates",
        default: false,
        withNegated: false,
      },
      json: { kind: 'boolean', brief: 'one JSON document', default: false, withNegated: false },
    },
  },
  docs: {
    brief: 'Simulate a spiking network on a neuromorphic chip, spike by spike',
    customUsage: ['FILE --target ID [flags]'],
    fullDescription: [
      'Prints steps, spikes, messages, synaptic events, time and energy by cause. On a profile the network is placed by the',
      'mapper, under the limits of the cores; on an architecture of SANA-FE the mapping in the network file is followed.',
      'docs/neuromorphic.md says how time and energy are found, and what is known of each chip.',
      '',
      'EXAMPLES',
      '  sparsewatt spikes network.yaml --target loihi-1 --steps 1000 --rate 0.1 --quantise',
      '  sparsewatt spikes network.net --target architecture.yaml --timing closed-form --out spikes/',
      '  sparsewatt spikes scenarios/models/digits-ladder.onnx --target loihi-2 --runtime latency --point L3-w8 --out spikes/',
      '  sparsewatt spikes gestures.nir --target loihi-1 --quantise --input recording.aedat --step-ms 10',
    ].join('\n'),
  },
});
