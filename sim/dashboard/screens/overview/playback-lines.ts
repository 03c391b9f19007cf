import { absent, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { Recording, RunSeries } from '../../../session/questions.ts';
import { emissionsSoFarG } from '../../recorded/emissions-so-far.ts';
import { formatClock } from '../../recorded/format-clock.ts';
import { busyInBin, powerInBinW, waitingInBin } from '../../recorded/in-bin.ts';
import { type SoFar, soFar } from '../../recorded/so-far.ts';
import { type StripInput, stripRows } from '../../recorded/strip.ts';
import { playheadNs, speeds } from '../../state/playback.ts';
import type { SelectedRun } from '../../state/run-in.ts';
import { recordedOf, selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import type { Field } from '../../table/column.ts';
import { lengthOf } from '../../table/length-of.ts';
import { gaugeLines } from './gauge-lines.ts';

type Line = readonly Field[];

/** Characters before a strip. */
const labelWidth = 9;

/**
 * The recorded run of the selected policy where one is in it: what it is, power over time, energy and emissions so far,
 * what constrains it. Most wanted first.
 * @param width of a line @param plotRows lines for the power alone
 */
export function playbackLines(state: DashboardState, width: number, plotRows: number): readonly Line[] {
  const run = selectedRun(state);
  if (!run) return [[{ text: 'nothing runs on this target', tone: 'quiet' }]];
  const recorded = recordedOf(state, run);
  if (!recorded) return [titleLine(run, state), [waitingField(state, run)]];
  const { series, whole } = recorded;
  const endNs = whole?.totals.endNs ?? state.report.scenario.horizonS * 1e9;
  const atNs = playheadNs(state.playback, series.toNs);
  const now = soFar(series, atNs);
  const { plot } = state.look;
  const strip = (
    label: string,
    values: (bin: number) => number,
    rows: number,
    unit: (value: number) => string,
  ) => {
    const input: StripInput = {
      values: Array.from(series.done, (_, bin) => values(bin)),
      extent: Math.min(1, series.toNs / endNs),
      at: atNs / endNs,
    };
    const most = unit(Math.max(0, ...input.values));
    return stripRows(input, Math.max(8, width - labelWidth), rows, plot).map((line, row, all): Line => {
      const text = row === all.length - 1 ? label : row === 0 ? most : '';
      return [{ text: text.slice(0, labelWidth).padEnd(labelWidth), tone: 'quiet' }, ...line];
    });
  };
  return [
    timeLine(state, run, { atNs, endNs, whole, width }),
    ...strip(
      'power',
      (bin) => powerInBinW(series, bin),
      plotRows,
      (value) => formatSi(value, 'W'),
    ),
    powerLine(series, now, whole),
    energyLine(run, now, whole, atNs),
    ...gaugeLines({
      now,
      run,
      whole,
      floor: state.report.scenario.accuracyFloor,
      budget: state.report.scenario.missBudget,
      plot,
      width,
    }),
    ...surroundingsLines(series, now.bin, whole),
    ...strip('queue', (bin) => waitingInBin(series, bin), 1, String),
    ...strip('busy', (bin) => busyInBin(series, bin), 1, String),
    ...strip('lost', (bin) => series.missed[bin]! + series.dropped[bin]!, 1, String),
  ];
}

function titleLine({ cell, result }: SelectedRun, state: DashboardState): Line {
  const { pairedSeeds } = state.report.scenario;
  return [
    { text: `${result.policy} on ${cell.cell.target}` },
    { text: `, seed ${state.repetition} of ${pairedSeeds}`, tone: 'quiet' },
  ];
}

function waitingField(state: DashboardState, run: SelectedRun): Field {
  const asked = answerOf(state.answers, 'recording', run.key);
  if (asked?.status === 'failed') return { text: `✗ not recorded: ${asked.problem}`, tone: 'bad' };
  const waited = asked && asked.waitedS > 0 ? `, ${asked.waitedS} s` : '';
  return { text: `… the run is simulated again to record it${waited}`, tone: 'unsure' };
}

function timeLine(
  state: DashboardState,
  run: SelectedRun,
  {
    atNs,
    endNs,
    whole,
    width,
  }: {
    readonly atNs: number;
    readonly endNs: number;
    readonly whole: Recording | null;
    readonly width: number;
  },
): Line {
  const { playback } = state;
  const speed = speeds[playback.speed]!;
  const pace = Number.isFinite(speed) ? `${speed}×` : 'as fast as possible';
  const line = (paced: Line): Line => [
    playback.isPlaying ? { text: '▶ playing ', tone: 'good' } : { text: '■ paused ', tone: 'quiet' },
    { text: `${formatClock(atNs)} of ${formatClock(endNs)}` },
    ...paced,
    ...(whole ? [] : [{ text: ', recording', tone: 'unsure' } as const]),
    { text: '  ' },
    ...titleLine(run, state),
  ];
  const all = line([{ text: `, ${pace}`, tone: 'quiet' }]);
  // The pace is the least missed.
  return lengthOf(all) <= width ? all : line([]);
}

function powerLine(series: RunSeries, now: SoFar, whole: Recording | null): Line {
  const meanW = whole ? whole.totals.energyJ / (whole.totals.endNs * 1e-9) : null;
  const parts = [
    `now ${formatSi(now.powerW, 'W')}`,
    `mean ${formatSi(meanW, 'W')}`,
    `busy ${formatPercent(now.busyShare)}`,
    `queue ${now.waiting.toFixed(now.waiting < 10 ? 2 : 0)}`,
  ];
  const units = series.lanes.length > 1 ? ` over ${series.lanes.length} units` : '';
  return [{ text: `${parts.join(', ')}${units}` }];
}

/** Energy and emissions so far, with the interval of the cell. */
function energyLine({ cell }: SelectedRun, { energyJ }: SoFar, whole: Recording | null, atNs: number): Line {
  const { low, high } = cell.cell.energyInterval;
  const grams = whole && emissionsSoFarG(whole, atNs);
  const ranged = (value: number, unit: string) =>
    `${formatSi(value, unit)} (${formatSi(value * low, unit)} to ${formatSi(value * high, unit)})`;
  return [
    { text: `energy ${ranged(energyJ, 'J')}` },
    { text: `, ${grams === null ? `CO2e ${absent}` : ranged(grams, 'gCO2e')}` },
  ];
}

function surroundingsLines(
  { batteryShare, temperatureC }: RunSeries,
  bin: number,
  whole: Recording | null,
): readonly Line[] {
  const peak = whole?.heat ? `, at most ${whole.heat.peakC.toFixed(1)} °C in the run` : '';
  const parts = [
    ...(batteryShare ? [`battery ${formatPercent(batteryShare[bin]!)}`] : []),
    ...(temperatureC ? [`temperature ${temperatureC[bin]!.toFixed(1)} °C${peak}`] : []),
  ];
  return parts.length > 0 ? [[{ text: parts.join(', ') }]] : [];
}
