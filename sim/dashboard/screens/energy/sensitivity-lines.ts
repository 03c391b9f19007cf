import { formatChange, formatPercent, formatSi } from '../../../report/format-quantity.ts';
import { bar } from '../../plot/bar.ts';
import type { PlotKind } from '../../plot/plot-kind.ts';
import type { Field } from '../../table/column.ts';
import { middleTruncate } from '../../table/middle-truncate.ts';
import { wrapFields } from '../../table/wrap-fields.ts';
import type { Assessment } from './assessed.ts';
import { tornadoBar } from './tornado-bar.ts';

const grams = (value: number | null) => formatSi(value, 'g');
const valueWidth = 9;
const changeWidth = 6;
/** Label, value, share and range of a part. */
const besidesBar = 50;
const yearS = 31_557_600;

type Line = readonly Field[];

function partLine(
  label: string,
  value: number | null,
  whole: number,
  range: string,
  width: number,
  plot: PlotKind,
): Line {
  const share = value === null ? null : value / whole;
  const barWidth = Math.max(4, Math.min(40, width - besidesBar));
  return [
    { text: label.padEnd(10) },
    { text: `${grams(value).padStart(valueWidth)} ${formatPercent(share).padStart(6)} ` },
    { text: share === null ? ' '.repeat(barWidth) : bar(share, barWidth, plot), tone: 'quiet' },
    { text: ` ${range}`, tone: 'quiet' },
  ];
}

/** Use against making, and from what the share of the making is taken. */
function partLines({ row, embodied }: Assessment, width: number, plot: PlotKind): readonly Line[] {
  const { operational, sci } = row;
  const range = (low: number | null, high: number | null) => `${grams(low)} to ${grams(high)}`;
  const use = partLine(
    'use',
    operational.value,
    sci.value,
    range(operational.low, operational.high),
    width,
    plot,
  );
  if (!row.embodied || !embodied)
    return [
      use,
      [
        { text: 'making    ' },
        { text: 'not assessed: no source says what making the device emits', tone: 'unsure' },
      ],
    ];
  const { totalG, lifetimeS, resourceShare } = embodied;
  const share = resourceShare === 1 ? '' : `, ${formatPercent(resourceShare)} of the device`;
  return [
    use,
    partLine(
      'making',
      row.embodied.value,
      sci.value,
      range(row.embodied.low, row.embodied.high),
      width,
      plot,
    ),
    ...wrapFields(
      [
        {
          text: `  ${formatSi(totalG.value, 'g')} over ${(lifetimeS.value / yearS).toFixed(1)} years${share}: ${totalG.source}`,
          tone: 'quiet',
        },
      ],
      width,
    ),
  ];
}

/** What each assumption alone does to the score: bars around the axis at its central value, largest first. */
function tornadoLines({ row, tornado }: Assessment, width: number, plot: PlotKind): readonly Line[] {
  const central = row.sci.value;
  const ends = tornado.flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  const scale = { least: Math.min(central, ...ends), most: Math.max(central, ...ends) };
  const others = 2 * (valueWidth + 1) + changeWidth;
  const labelWidth = Math.max(16, Math.min(44, width - others - 24));
  const barWidth = Math.max(8, Math.min(60, width - labelWidth - others));
  const [full, axis] = plot === 'ascii' ? ['#', '|'] : ['█', '│'];
  return tornado.map(({ assumption, atLow, atHigh }) => {
    const [low, high] = [Math.min(atLow, atHigh), Math.max(atLow, atHigh)];
    const drawn = tornadoBar([low, high], central, scale, barWidth);
    return [
      { text: middleTruncate(assumption, labelWidth).padEnd(labelWidth) },
      { text: `${grams(low).padStart(valueWidth)} ` },
      { text: ' '.repeat(drawn.before) },
      { text: full!.repeat(drawn.left), tone: 'good' },
      { text: axis! },
      { text: full!.repeat(drawn.right), tone: 'bad' },
      { text: ' '.repeat(drawn.after) },
      { text: ` ${grams(high).padEnd(valueWidth)}` },
      { text: formatChange(high / low), tone: 'quiet' },
    ];
  });
}

/** The pane on what the score is made of and what moves it. @param width characters of a line */
export function sensitivityLines(assessment: Assessment, width: number, plot: PlotKind): readonly Line[] {
  const { row, grid, tornado } = assessment;
  return [
    [{ text: 'gCO2e per inference', tone: 'quiet' }],
    ...partLines(assessment, width, plot),
    [],
    [
      {
        text:
          tornado.length > 0
            ? `each assumption alone, around ${grams(row.sci.value)} (${grid.zone} ${grid.hourly ? 'by the hour' : grid.year})`
            : 'no assumption moves the score',
        tone: 'quiet',
      },
    ],
    ...tornadoLines(assessment, width, plot),
  ];
}
