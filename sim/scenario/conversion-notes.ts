import { formatPercent } from '../report/format-quantity.ts';
import { wilson } from '../statistics/wilson.ts';
import type { SpikeTable } from '../targets/neuromorphic/spike-tables.ts';

/** How often each point of a spiking table is right, and was before conversion. */
export async function conversionNotes(table: SpikeTable): Promise<readonly string[]> {
  const { conversionAccuracy } = await import('../targets/neuromorphic/conversion-accuracy.ts');
  const levels = conversionAccuracy(table).map(({ point, samples, referenceCorrect, spikingCorrect }) => {
    const { low, high } = wilson(spikingCorrect / samples, samples);
    return `${point} ${spikingCorrect} right (${formatPercent(low)} to ${formatPercent(high)}), ${referenceCorrect} before conversion`;
  });
  return [`spikes simulated one by one for ${table.sampleCount} test images: ${levels.join('; ')}`];
}
