import { formatSi } from '../../../report/format-quantity.ts';
import { createCanvas } from '../../plot/canvas.ts';
import type { DashboardState } from '../../state/state.ts';
import { visiblePolicies } from '../../state/visible-rows.ts';
import type { Field, Tone } from '../../table/column.ts';
import { middleTruncate } from '../../table/middle-truncate.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import type { PolicyRow } from './policy-row.ts';
import { within } from './within.ts';

/** Curves at once, the selected policy's first. */
const mostCurves = 4;
const names = 'abcd';
const tones: readonly Tone[] = ['good', 'unsure', 'bad', 'plain'];

/** The selected policy and the marked ones. */
function curvesOf(state: DashboardState): readonly PolicyRow[] {
  const { rows, selected } = visiblePolicies(state);
  const own = rows[selected];
  const marked = state.policies.marked.flatMap((name) =>
    rows.filter(({ row }) => row === name && row !== own?.row),
  );
  return [...(own ? [own] : []), ...marked].slice(0, mostCurves);
}

/** Whether a curve flattens: the second half adds less than three quarters of what the first did. */
function shapeOf(curve: readonly number[]): string {
  const half = curve[Math.floor(curve.length / 2) - 1] ?? 0;
  const end = curve.at(-1) ?? 0;
  if (end <= 0) return end < 0 ? 'below the clairvoyant' : 'as the clairvoyant';
  const ratio = (end - half) / Math.max(Math.abs(half), Number.MIN_VALUE);
  return ratio < 0.75
    ? 'flattens: it has learned'
    : ratio > 1.33
      ? 'steepens'
      : 'straight: it learns nothing';
}

/**
 * Cumulative regret over the requests of a run: energy above rest that a policy spent more than the clairvoyant on the
 * same requests. At most `height` lines of at most `width` characters.
 */
export function regretLines(
  state: DashboardState,
  width: number,
  height: number,
): readonly (readonly Field[])[] {
  const curves = curvesOf(state);
  const known = curves.filter(({ result }) => (result.regretCurveJ?.length ?? 0) > 0);
  const about: readonly Field[] = [
    { text: 'regret against the clairvoyant, J above rest, over the requests; ' },
    { text: 'space marks further policies', tone: 'quiet' },
  ];
  const missing = curves
    .filter((row) => !known.includes(row))
    .map(({ row, early }): readonly Field[] => [
      {
        text: `${row}: ${early ? 'computing' : 'no curve: not run, or kept by an earlier version'}`,
        tone: 'unsure',
      },
    ]);
  const head = wrapWithin([about], width, 2);
  if (known.length === 0) return within([...head, ...missing], width, height);
  const lines = Math.max(3, height - 2 - head.length - known.length - missing.length);
  const canvas = createCanvas(Math.max(8, width - 2), lines, state.look.plot);
  const values = known.flatMap(({ result }) => result.regretCurveJ!);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const y = (value: number) => (high > low ? 1 - (value - low) / (high - low) : 1) * (canvas.height - 1);
  for (const [i, { result }] of known.entries()) {
    const curve = [0, ...result.regretCurveJ!];
    const x = (k: number) => (k / (curve.length - 1)) * (canvas.width - 1);
    for (let k = 1; k < curve.length; k++)
      canvas.line(x(k - 1), y(curve[k - 1]!), x(k), y(curve[k]!), tones[i]);
    const line = Math.floor((y(curve.at(-1)!) * lines) / canvas.height);
    canvas.put(Math.max(8, width - 2) - 1 - i, line, names[i]!, tones[i]);
  }
  const axis = `└ first request to last; ${formatSi(low, 'J')} to ${formatSi(high, 'J')}, mean of the seeds`;
  const plot = canvas.rows().map((fields): readonly Field[] => [{ text: '│', tone: 'quiet' }, ...fields]);
  const said = known.map(({ result }, i): readonly Field[] => {
    const curve = result.regretCurveJ!;
    const text = `${names[i]} ${result.policy}: ${formatSi(curve.at(-1) ?? null, 'J')} at the end, ${shapeOf(curve)}`;
    return [{ text: middleTruncate(text, width), tone: tones[i]! }];
  });
  return within([...head, ...plot, [{ text: axis, tone: 'quiet' }], ...said, ...missing], width, height);
}
