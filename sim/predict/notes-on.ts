import { type MeasuredRow, measuredValue } from '../calibration/measured/measured-row.ts';
import { layersOf } from '../calibration/network-of.ts';
import { denseWork } from '../network/dense-work.ts';
import type { NetworkGraph } from '../network/network-graph.ts';
import { unknownRuntime } from './choose-runtime.ts';
import type { FittedClassModel } from './fitted-models.ts';
import { notesOnAnchors } from './notes-on-anchors.ts';
import { peakUsed } from './peak-used.ts';
import type { PredictableProfile } from './predictable-profile.ts';

/** Kinds of operators that no row of the calibration has: their cost is carried over from others. */
function notMeasured(graph: NetworkGraph, models: readonly FittedClassModel[]): string[] {
  const known = new Set<string>();
  const networks = new Set(models.flatMap(({ seen }) => seen.map((row) => row.network)));
  for (const network of networks) for (const layer of layersOf({ network }) ?? []) known.add(layer.kind);
  return [...new Set(denseWork(graph).map(({ kind }) => kind as string))].filter((kind) => !known.has(kind));
}

/** What a reader must know of a prediction beside its numbers. */
export function notesOn(
  profile: PredictableProfile,
  row: MeasuredRow,
  graph: NetworkGraph,
  rows: readonly MeasuredRow[],
  models: readonly FittedClassModel[],
  anchors: readonly MeasuredRow[],
): string[] {
  const notes: string[] = [];
  const { targetClass, family, runtime } = row;
  if (
    targetClass !== 'npu' &&
    !rows.some((one) => one.use === 'score' && one.family === family && one.runtime === runtime)
  )
    notes.push(
      runtime === unknownRuntime
        ? 'runtime unknown: predicted for a software stack of which nothing was published'
        : `no published row under ${runtime} is on core family ${family}: the interval is that of an unknown runtime`,
    );
  if (graph.ladder)
    notes.push('the network is a ladder of sparse levels: predicted is its dense level, by dense kernels');
  if (profile.class === 'server-gpu' || profile.class === 'edge-gpu') {
    const { peak, own } = peakUsed(profile, row.precision);
    if (peak && !own)
      notes.push(`precision ${row.precision}: the profile states no peak in it; predicted by its ${peak}`);
  }
  const strange = targetClass === 'npu' ? [] : notMeasured(graph, models);
  if (strange.length > 0)
    notes.push(
      `no measured network of the calibration has operators of kind ${strange.join(', ')}: their cost is carried over from other kinds, and the interval may be too narrow`,
    );
  const places = new Set(
    models.flatMap(({ seen }) =>
      seen.flatMap((one) =>
        one.targetClass === targetClass && measuredValue(one, 'power') !== null ? [one.boundary] : [],
      ),
    ),
  );
  const only = places.size === 1 ? [...places][0]! : null;
  if (only && only !== profile.boundary)
    notes.push(
      `power and energy: all that was measured of class ${targetClass} is at the ${only}, and so is the prediction, whatever the profile says`,
    );
  const isBusy = row.scenario === 'Offline' && models.some(({ model }) => model.quantity === 'throughput');
  if (isBusy) notes.push('latency: scenario Offline has none; the device is kept busy');
  else if (row.scenario === 'Offline')
    notes.push(
      `scenario Offline: no model of class ${targetClass} tells it from SingleStream; predicted is one inference after the other`,
    );
  if ((row.batch ?? 1) > 1)
    notes.push(
      isBusy
        ? `batch ${row.batch}: GPUs are predicted at the batch that keeps them busy, servers at this one on every core`
        : `batch ${row.batch}: latency and energy are those of a whole batch`,
    );
  notes.push(...notesOnAnchors(targetClass, models, anchors));
  return notes;
}
