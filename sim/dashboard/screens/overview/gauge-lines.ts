import { absent, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import type { Recording } from '../../../session/questions.ts';
import { bar } from '../../plot/bar.ts';
import type { PlotKind } from '../../plot/plot-kind.ts';
import type { SoFar } from '../../recorded/so-far.ts';
import type { SelectedRun } from '../../state/run-in.ts';
import type { Field } from '../../table/column.ts';
import { statusField } from '../policies/status-field.ts';

/** What the gauges are read from. */
export interface GaugeInput {
  readonly now: SoFar;
  readonly run: SelectedRun;
  readonly whole: Recording | null;
  readonly floor: number;
  readonly budget: number;
  readonly plot: PlotKind;
  readonly width: number;
}

interface Gauge {
  readonly label: string;
  /** Null: nothing has ended yet. */
  readonly kept: boolean | null;
  readonly text: string;
  /** How much of the bar is full. */
  readonly share: number;
}

const labelWidth = 9;
const barWidth = 12;

/** One line for each constraint: whether it is kept so far, by how much, and a bar; and whether all seeds keep them. */
export function gaugeLines(input: GaugeInput): readonly (readonly Field[])[] {
  const { plot, width } = input;
  const lines = [...constraintGauges(input), ...memoryGauges(input)].map(({ label, kept, text, share }) => {
    const tone = kept === null ? 'quiet' : kept ? 'good' : 'bad';
    const mark = kept === null ? '?' : kept ? '✓' : '✗';
    return [
      { text: `${mark} ${label}`.padEnd(labelWidth + 2), tone } as const,
      ...(width >= 70 ? [{ text: `[${bar(share, barWidth, plot)}]`, tone } as const] : []),
      { text },
    ];
  });
  return [...lines, [{ text: 'all seeds: ' }, statusField(input.run.result)]];
}

function constraintGauges({ now, floor, budget }: GaugeInput): readonly Gauge[] {
  const lost = now.missed + now.dropped;
  const ended = now.done + lost;
  const share = (count: number) => (ended > 0 ? count / ended : null);
  const [accuracy, lostShare] = [share(now.correct), share(lost)];
  const dropped = now.dropped > 0 ? `, ${now.dropped} of them dropped` : '';
  return [
    {
      label: 'accuracy',
      kept: accuracy === null ? null : accuracy >= floor,
      text: ` ${formatPercent(accuracy, 2)}, at least ${formatPercent(floor, 2)}; ${now.correct} of ${ended} right`,
      share: accuracy ?? 0,
    },
    {
      label: 'deadline',
      kept: lostShare === null ? null : lostShare <= budget,
      text: ` ${formatPercent(lostShare, 2)} missed, at most ${formatPercent(budget, 2)}; ${lost} of ${ended}${dropped}`,
      share: budget > 0 ? (lostShare ?? 0) / budget : lost > 0 ? 1 : 0,
    },
  ];
}

/** The fullest memory; its options are in it together. */
function memoryGauges({ whole, run }: GaugeInput): readonly Gauge[] {
  const fullness = ({ neededBytes, availableBytes }: Recording['memories'][number]) =>
    availableBytes > 0 ? neededBytes / availableBytes : 0;
  const [fullest, ...others] = [...(whole?.memories ?? [])].sort((a, b) => fullness(b) - fullness(a));
  if (!fullest)
    return [
      {
        label: 'memory',
        kept: run.result.fits,
        text: ` ${formatSi(run.result.peakMemoryBytes, 'B')}`,
        share: 0,
      },
    ];
  const rest =
    others.length > 0
      ? `; ${others.map((m) => `${m.name} ${formatPercent(fullness(m), 0)}`).join(', ')}`
      : '';
  const available = fullest.availableBytes > 0 ? formatSi(fullest.availableBytes, 'B') : absent;
  return [
    {
      label: 'memory',
      kept: fullest.neededBytes <= fullest.availableBytes,
      text: ` ${fullest.name} ${formatSi(fullest.neededBytes, 'B')} of ${available}${rest}`,
      share: fullness(fullest),
    },
  ];
}
