import type { Recording } from '../../../session/questions.ts';
import type { PlotKind } from '../../plot/plot-kind.ts';
import { powerInBinW } from '../../recorded/in-bin.ts';
import { soFar } from '../../recorded/so-far.ts';
import { stripLine } from '../../recorded/strip.ts';
import { playheadNs } from '../../state/playback.ts';
import { runIn } from '../../state/run-in.ts';
import type { CellState, DashboardState } from '../../state/state.ts';

/** Characters of the power over the whole run. */
export const stripWidth = 16;

/** What a target does where one is in its recorded run. */
export interface LiveRow {
  readonly busyShare: number;
  readonly powerW: number;
  /** Energy so far for each request with a result; null before the first. */
  readonly energyPerInferenceJ: number | null;
  readonly waiting: number;
  readonly batteryShare: number | null;
  readonly temperatureC: number | null;
  readonly strip: string;
}

/** The run of the selected policy in a cell, where it is recorded; null: it is not. */
export function liveRow(state: DashboardState, cell: CellState): LiveRow | null {
  const run = runIn(state, cell);
  const recording = run && state.recordings.get(run.key);
  return recording ? rowOf(recording, state, state.look.plot) : null;
}

function rowOf({ series, totals }: Recording, { playback }: DashboardState, plot: PlotKind): LiveRow {
  const atNs = playheadNs(playback, series.toNs);
  const now = soFar(series, atNs);
  const served = now.done + now.missed;
  const strip = stripLine(
    {
      values: Array.from(series.done, (_, bin) => powerInBinW(series, bin)),
      extent: 1,
      at: totals.endNs > 0 ? atNs / totals.endNs : 1,
    },
    stripWidth,
    plot,
  );
  return {
    busyShare: now.busyShare,
    powerW: now.powerW,
    energyPerInferenceJ: served > 0 ? now.energyJ / served : null,
    waiting: now.waiting,
    batteryShare: series.batteryShare?.[now.bin] ?? null,
    temperatureC: series.temperatureC?.[now.bin] ?? null,
    strip: strip.map(({ text }) => text).join(''),
  };
}
