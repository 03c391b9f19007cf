import type { CountedRun } from '../../../sim/calibration/measured/counted-run.ts';
import type { MeasuredRow } from '../../../sim/calibration/measured/measured-row.ts';
import { sampleRow } from '../sample-row.ts';

/** A run under TensorFlow, or of another chip, of which nothing is counted but what the test says. */
export const runRow = (counted: Partial<CountedRun>, parts: Partial<MeasuredRow> = {}): MeasuredRow =>
  sampleRow({
    targetClass: 'neuromorphic',
    chip: 'quadro-k4000',
    device: parts.chip ?? 'quadro-k4000',
    family: 'kepler',
    runtime: 'tensorflow-kws',
    lineage: 'tensorflow',
    network: 'kws-aloha',
    clockMhz: null,
    supplyV: null,
    powerW: null,
    throughputPerS: null,
    ...parts,
    counted: {
      series: null,
      operators: null,
      depth: null,
      neurons: null,
      synapses: null,
      steps: null,
      cores: null,
      poweredCores: null,
      inputCores: null,
      synapticEventsPerS: null,
      evidence: 'original',
      ...counted,
    },
  });
