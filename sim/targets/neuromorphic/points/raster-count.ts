import type { PointActivity } from './point-activity.ts';

interface Row {
  readonly core: number;
  neurons: number;
  /** By step, over all inferences. */
  readonly spikes: number[];
}

/** Counts the spikes of a network by layer, core and step. A core may hold neurons of several layers. */
export class RasterCount {
  readonly #steps: number;
  readonly #names: readonly string[];
  /** By layer and core. */
  readonly #rows: readonly Map<number, Row>[];

  /** @param names of the layers, input neurons first */
  constructor(names: readonly string[], steps: number) {
    this.#steps = steps;
    this.#names = names;
    this.#rows = names.map(() => new Map());
  }

  /** A neuron of a layer lies on a core. */
  place(layer: number, core: number): void {
    const row = this.#rows[layer]!.get(core) ?? { core, neurons: 0, spikes: this.#silence() };
    row.neurons++;
    this.#rows[layer]!.set(core, row);
  }

  /** Its neurons there fired so often in a step. */
  add(layer: number, core: number, step: number, spikes: number): void {
    this.#rows[layer]!.get(core)!.spikes[step]! += spikes;
  }

  /** Means over so many inferences. */
  layers(images: number): PointActivity['layers'] {
    return this.#rows.map((rows, layer) => {
      const cores = [...rows.values()]
        .sort((a, b) => a.core - b.core)
        .map((row) => ({ ...row, spikes: row.spikes.map((sum) => sum / images) }));
      return {
        name: this.#names[layer]!,
        neurons: cores.reduce((sum, { neurons }) => sum + neurons, 0),
        spikes: this.#silence().map((_, step) => cores.reduce((sum, { spikes }) => sum + spikes[step]!, 0)),
        cores,
      };
    });
  }

  #silence(): number[] {
    return new Array<number>(this.#steps).fill(0);
  }
}
