import type { PredictedRange } from '../calibration/class-model.ts';
import { loadMeasured } from '../calibration/measured/load-measured.ts';
import { loadVocabulary } from '../calibration/measured/load-vocabulary.ts';
import {
  type MeasuredQuantity,
  type MeasuredRow,
  measuredValue,
} from '../calibration/measured/measured-row.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { choosePoint } from './choose-point.ts';
import { choosePrecision } from './choose-precision.ts';
import { chooseRuntime } from './choose-runtime.ts';
import { fittedModels } from './fitted-models.ts';
import { loadAnchors } from './load-anchors.ts';
import { notesOnAnchors } from './notes-on-anchors.ts';
import type { PredictOptions } from './predict-options.ts';
import { predictableProfile } from './predictable-profile.ts';
import { subjectRow } from './subject-row.ts';

/** One measurement of one's own board beside what is predicted of it. */
export interface AnchoredRow {
  readonly network: string;
  readonly runtime: string;
  readonly quantity: MeasuredQuantity;
  readonly measured: number;
  /** Without any measurement of the board. */
  readonly blind: PredictedRange;
  /** With all other measurements of the board; null where there is no other. */
  readonly anchored: PredictedRange | null;
}

/** The document that `sparsewatt calibrate --target T --measured FILE --json` prints. */
export interface AnchorReport {
  readonly schemaVersion: '1.0';
  readonly target: string;
  readonly rows: readonly AnchoredRow[];
  readonly errors: readonly {
    readonly quantity: MeasuredQuantity;
    readonly rows: number;
    readonly blindMapePercent: number;
    /** Each row predicted from the others. */
    readonly anchoredMapePercent: number | null;
  }[];
  /** What was chosen because nothing was said, and measurements that look like slips. */
  readonly notes: readonly string[];
}

const quantities = ['latency', 'throughput', 'power', 'energy'] as const;

const mape = (
  rows: readonly AnchoredRow[],
  of: (row: AnchoredRow) => PredictedRange | null,
): number | null => {
  const errors = rows.flatMap((row) => {
    const range = of(row);
    return range ? [Math.abs(range.central / row.measured - 1) * 100] : [];
  });
  return errors.length > 0 ? errors.reduce((sum, error) => sum + error, 0) / errors.length : null;
};

/**
 * Holds measurements of one board against predictions, blind and sharpened by the other measurements.
 * @throws InputError for an unknown target, and for faults in the files
 */
export async function anchorReport(
  options: Pick<PredictOptions, 'target' | 'runtime'> & { readonly measured: string },
): Promise<AnchorReport> {
  const [loaded, vocabulary] = await Promise.all([loadProfile(options.target), loadVocabulary()]);
  const profile = predictableProfile(loaded);
  const measuredRows = await loadMeasured([profile.class]);
  const runtime = chooseRuntime(options.runtime, profile, measuredRows, vocabulary);
  const like = subjectRow(
    {
      profile,
      network: { id: '', graph: null },
      runtime: runtime.value,
      precision: choosePrecision(undefined, runtime.value, profile, measuredRows).value,
      scenario: 'SingleStream',
      point: choosePoint(profile, {}, measuredRows),
    },
    vocabulary,
  );
  const anchors = await loadAnchors(options.measured, { profile, like, vocabulary, rows: measuredRows });
  const models = await fittedModels(profile.class, profile);
  const notes = [
    ...(runtime.note && anchors.some((anchor) => anchor.runtime === runtime.value) ? [runtime.note] : []),
    ...notesOnAnchors(profile.class, models, anchors),
  ];
  const rows: AnchoredRow[] = [];
  for (const quantity of quantities) {
    const found = models.find(({ model }) => model.quantity === quantity);
    if (!found) continue;
    for (const row of anchors) {
      const measured = measuredValue(row, quantity);
      const hidden: MeasuredRow = {
        ...row,
        latencyMs: null,
        throughputPerS: null,
        powerW: null,
        energyJ: null,
      };
      const blind = measured === null ? null : found.fitted.predict(hidden);
      if (measured === null || !blind) continue;
      const others = anchors.filter((other) => other !== row);
      const anchored =
        others.length > 0 && found.fitted.anchoredBy ? found.fitted.anchoredBy(others).predict(hidden) : null;
      rows.push({ network: row.network, runtime: row.runtime, quantity, measured, blind, anchored });
    }
  }
  return {
    schemaVersion: '1.0',
    target: profile.id,
    rows,
    notes,
    errors: quantities.flatMap((quantity) => {
      const here = rows.filter((row) => row.quantity === quantity);
      const blindMapePercent = mape(here, (row) => row.blind);
      return blindMapePercent === null
        ? []
        : [
            {
              quantity,
              rows: here.length,
              blindMapePercent,
              anchoredMapePercent: mape(here, (row) => row.anchored),
            },
          ];
    }),
  };
}
