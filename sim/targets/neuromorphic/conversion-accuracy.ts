import type { SpikeTable } from './spike-tables.ts';

/** How many of a split's samples are answered rightly before and after conversion, at one point. */
export interface ConversionAccuracy {
  readonly point: string;
  readonly samples: number;
  /** By the float64 reference, and by the spiking form. */
  readonly referenceCorrect: number;
  readonly spikingCorrect: number;
  /** Samples on which the two answer alike, rightly or not. */
  readonly agree: number;
}

/** One entry per point. */
export function conversionAccuracy(table: SpikeTable): readonly ConversionAccuracy[] {
  return table.points.map(({ id }, p) => {
    let referenceCorrect = 0;
    let spikingCorrect = 0;
    let agree = 0;
    for (let i = 0; i < table.sampleCount; i++) {
      const at = p * table.sampleCount + i;
      if (table.referenceTopClass[at] === table.labels[i]) referenceCorrect++;
      if (table.topClass[at] === table.labels[i]) spikingCorrect++;
      if (table.topClass[at] === table.referenceTopClass[at]) agree++;
    }
    return { point: id, samples: table.sampleCount, referenceCorrect, spikingCorrect, agree };
  });
}
