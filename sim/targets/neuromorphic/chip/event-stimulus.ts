import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import type { SensorSize } from '../../../data/events/event-batch.ts';
import { eventsInSteps } from '../../../data/events/events-in-steps.ts';
import { type EventFormat, readEvents } from '../../../data/events/read-events.ts';
import { DataFormatError } from '../../../data/source/data-format-error.ts';
import type { SpikingGraph } from '../../../network/spiking/spiking-graph.ts';
import type { Stimulus } from './stimulus.ts';

export interface EventInput {
  /** CSV, NPY, AEDAT 2.0 or 3.1 (.aedat), or N-MNIST (.bin). */
  readonly file: string;
  /** The file's name in errors. */
  readonly place: string;
  /** Needed where the input population is a plain row of neurons. */
  readonly sensor?: SensorSize | undefined;
  readonly stepUs: number;
  /** Steps that are read at most. */
  readonly steps: number;
}

/**
 * The recording of an event camera as what the input neurons send: a pixel fires once in a step in which it had an event. The
 * input population holds both polarities [2, height, width], darker first, or one neuron a pixel for both.
 */
export class EventStimulus implements Stimulus {
  readonly #firstNeuron: number;
  /** By step, neurons of the population that fire. */
  readonly #fired: readonly Uint32Array[];

  private constructor(firstNeuron: number, fired: readonly Uint32Array[]) {
    this.#firstNeuron = firstNeuron;
    this.#fired = fired;
  }

  /** Steps in which the recording, as far as it was read, lasts. */
  get steps(): number {
    return this.#fired.length;
  }

  apply(step: number, value: Float64Array, slotOf: Uint32Array): void {
    for (const neuron of this.#fired[step] ?? []) value[slotOf[this.#firstNeuron + neuron]!] = 1;
  }

  /** @throws DataFormatError for a file that is none, or events or a sensor that do not fit the network's input */
  static async read(graph: SpikingGraph, input: EventInput): Promise<EventStimulus> {
    const { file, place, stepUs, steps } = input;
    const { first, sensor, polarities } = inputOf(graph, input.sensor, place);
    const format = await formatOf(file, place, sensor);
    const pixels = sensor.width * sensor.height;
    const fired: Uint32Array[] = [];
    const bytes = createReadStream(file);
    try {
      for await (const spikes of eventsInSteps(readEvents(bytes, format, sensor, place), sensor, stepUs)) {
        const neurons = new Set<number>();
        spikes.forEach((sent, at) => {
          if (sent !== 0) neurons.add(polarities === 2 ? at : at % pixels);
        });
        fired.push(Uint32Array.from(neurons));
        if (fired.length === steps) break;
      }
    } finally {
      bytes.destroy();
    }
    if (fired.length === 0) throw new DataFormatError(place, 'no event; at least one is needed');
    return new EventStimulus(first, fired);
  }
}

function inputOf(graph: SpikingGraph, given: SensorSize | undefined, place: string) {
  const inputs: { name: string; shape: readonly number[]; size: number; first: number }[] = [];
  let first = 0;
  for (const { name, shape, size, neuron } of graph.populations) {
    if (neuron.kind === 'input') inputs.push({ name, shape, size, first });
    first += size;
  }
  const only = inputs[0];
  if (!only || inputs.length > 1)
    throw new DataFormatError(
      place,
      `events go to one input population; the network has ${inputs.length === 0 ? 'none' : `${inputs.length}: ${inputs.map(({ name }) => name).join(', ')}`}`,
    );
  const channels = only.shape.length === 3 ? only.shape[0]! : 1;
  const plain = only.shape.length < 2 || only.shape.length > 3 || channels > 2;
  if (plain && !given)
    throw new DataFormatError(
      place,
      `input population '${only.name}' has the shape [${only.shape.join(', ')}], which names no sensor; [2, height, width] or [height, width] do, or --sensor WIDTHxHEIGHT`,
    );
  const sensor = given ?? { height: only.shape.at(-2)!, width: only.shape.at(-1)! };
  const pixels = sensor.width * sensor.height;
  if (only.size !== pixels && only.size !== 2 * pixels)
    throw new DataFormatError(
      place,
      `a sensor of ${sensor.width} x ${sensor.height} needs ${pixels} input neurons, or ${2 * pixels} for both polarities; '${only.name}' has ${only.size}`,
    );
  if (!plain && (only.shape.at(-2) !== sensor.height || only.shape.at(-1) !== sensor.width))
    throw new DataFormatError(
      place,
      `input population '${only.name}' is of ${only.shape.at(-1)} x ${only.shape.at(-2)} pixels, the sensor of ${sensor.width} x ${sensor.height}`,
    );
  return { first: only.first, sensor, polarities: only.size / pixels };
}

/** AEDAT tells its version in its first line; the addresses of AEDAT 2 are those of a DVS128 on a sensor of that size. */
async function formatOf(file: string, place: string, { width, height }: SensorSize): Promise<EventFormat> {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv' || ending === '.npy') return ending === '.csv' ? 'csv' : 'npy';
  if (ending === '.bin') return 'nmnist';
  if (ending !== '.aedat')
    throw new DataFormatError(
      place,
      `events with the ending '${ending}'; .csv, .npy, .aedat and .bin are read`,
    );
  const handle = await open(file);
  try {
    const head = new Uint8Array(16);
    await handle.read(head, 0, head.length, 0);
    const text = new TextDecoder('latin1').decode(head);
    if (text.startsWith('#!AER-DAT3')) return 'aedat3';
    if (text.startsWith('#!AER-DAT2')) return width === 128 && height === 128 ? 'aedat2' : 'aedat2-davis';
    throw new DataFormatError(place, "begins with no '#!AER-DAT2.0' or '#!AER-DAT3.1'");
  } finally {
    await handle.close();
  }
}
