import { buildCommand } from '@stricli/core';
import type { PredictFlags } from '../actions/predict.ts';
import type { CliContext } from '../context.ts';
import { numberOf, oneOf, wholeNumber, words } from '../parse.ts';
import { jsonFlag } from './shared-flags.ts';

const optional = { kind: 'parsed', optional: true } as const;

/** `sparsewatt predict` */
export const predictCommand = buildCommand<PredictFlags, [], CliContext>({
  loader: async () => (await import('../actions/predict.ts')).predictAction,
  parameters: {
    flags: {
      network: {
        kind: 'parsed',
        brief: 'id of a built-in network, or .onnx file; on neuromorphic chips also .nir, .net or .yaml',
        parse: words,
        placeholder: 'ID|FILE',
      },
      target: {
        kind: 'parsed',
        brief: 'id of a profile, or .yaml file',
        parse: words,
        placeholder: 'ID|FILE',
      },
      runtime: {
        ...optional,
        brief: 'software stack, or "unknown" (default: the most published one); of spiking chips the code',
        parse: words,
        placeholder: 'R',
      },
      precision: {
        ...optional,
        brief: 'numbers that the network computes in, such as int8',
        parse: words,
        placeholder: 'P',
      },
      batch: {
        ...optional,
        brief: 'samples at once, on CPUs and GPUs (default: 1)',
        parse: wholeNumber(1),
        placeholder: 'N',
      },
      scenario: {
        ...optional,
        brief: 'SingleStream (default) or Offline',
        parse: oneOf(['SingleStream', 'Offline']),
        placeholder: 'NAME',
      },
      clockMhz: {
        ...optional,
        brief: "clock in MHz (default: the profile's; NPUs: that of one of its operating points)",
        parse: numberOf(0.001),
        placeholder: 'F',
      },
      supplyV: {
        ...optional,
        brief: "supply in V of a microcontroller or NPU (default: the profile's)",
        parse: numberOf(0.001),
        placeholder: 'V',
      },
      regulator: {
        ...optional,
        brief: "linear, switching or direct (default: the profile's)",
        parse: oneOf(['linear', 'switching', 'direct']),
        placeholder: 'KIND',
      },
      threads: {
        ...optional,
        brief: 'threads of a CPU: a count, big-cores (default) or all',
        parse: words,
        placeholder: 'N',
      },
      mode: {
        ...optional,
        brief: 'power mode of a CPU, GPU or NPU, as published rows name it',
        parse: words,
        placeholder: 'MODE',
      },
      ambientC: {
        ...optional,
        brief: 'degrees Celsius around a device that computes without a pause (default: 25)',
        parse: numberOf(-273),
        placeholder: 'C',
      },
      everyS: {
        ...optional,
        brief: 'seconds from one inference to the next: prints mean power',
        parse: numberOf(0.000001),
        placeholder: 'S',
      },
      batteryMwh: {
        ...optional,
        brief: 'energy of the battery in mWh: prints its life, with --every-s',
        parse: numberOf(0.000001),
        placeholder: 'E',
      },
      point: {
        ...optional,
        brief: 'spiking chips: operating point of a converted network, such as L3-t16 or L3-w8',
        parse: words,
        placeholder: 'ID',
      },
      steps: {
        ...optional,
        brief: 'spiking networks: steps of one inference (default: 100)',
        parse: wholeNumber(1),
        placeholder: 'N',
      },
      rate: {
        ...optional,
        brief: 'spiking networks: probability of a spike of each input neuron in each step',
        parse: numberOf(0),
        placeholder: 'P',
      },
      anchor: {
        ...optional,
        brief: 'CSV file with measurements of your own board',
        parse: words,
        placeholder: 'FILE',
      },
      json: jsonFlag,
    },
  },
  docs: {
    brief: 'Predict one inference of a network on a target: time, power, energy, memory, with intervals',
    fullDescription: [
      'Latency, power and energy of one inference as low / central / high: 90% intervals from models calibrated on all',
      'published rows. The error beside each is what "sparsewatt validate" found on chips that the calibration had not',
      'seen. Measurements of your own board (--anchor) sharpen the prediction: a CSV file with the columns network,',
      'runtime, precision, batch, scenario, threads, mode, clockMhz, supplyV, regulator, latencyMs, throughputPerS, powerW',
      'and energyJ. Only network and a measurement must be there; empty cells stand for the board as its profile sets it.',
      '',
      'On neuromorphic chips spikes are simulated one by one, of a spiking network or of an .onnx file that is converted to a',
      "code of the chip; the interval is that of the chip's constants, and what nobody published is in no number.",
    ].join('\n'),
  },
});
