import type { CellChange, CellKnobs } from '../../../session/questions.ts';
import type { Knob } from './knob.ts';
import { type KnobFacts, ladderKnob } from './ladder-knob.ts';

type StaticPoint = CellKnobs['points'][number];

/** A typed gate this near to one of the outcome table, as a share of it, means that one. */
const alike = 0.01;

/** A point without a gate stands before that which skips exact zeros. */
const ungated = -1;

/** A gate is named by the mean threshold of the layers that are gated; -1 where none is. */
function gateOf({ gates }: StaticPoint): number {
  const set = gates.filter((gate) => gate !== null);
  return set.length === 0 ? ungated : set.reduce((sum, gate) => sum + gate, 0) / set.length;
}

const levelOf = ({ levels }: StaticPoint) => levels[0] ?? 0;

function gateText(gate: number): string {
  if (gate === ungated) return 'none';
  return gate === 0 ? 'zeros skipped' : `|x| < ${Number(gate.toPrecision(3))}`;
}

/** A point that was typed and is in no table, by the name of its policy; undefined: it is another policy's. */
function typedPoint(policy: string, unit: string): StaticPoint | undefined {
  const found = /^static-L(\d+)-t(\d+(?:\.\d+)?)/.exec(policy);
  return found
    ? { policy, unit, fits: true, levels: [Number(found[1])], gates: [Number(found[2])] }
    : undefined;
}

/**
 * Level and gate of a static policy. Steps go along the points of the outcome table, whose answers are known; a typed
 * gate between them is executed by the kernels first, up to the largest that was calibrated.
 * @param row name of the scenario's row @param policy what runs in its place
 */
export function staticKnobs(points: readonly StaticPoint[], row: string, policy: string): readonly Knob[] {
  const usual = points.find((point) => point.policy === row);
  if (!usual) return [];
  const now = points.find((point) => point.policy === policy) ?? typedPoint(policy, usual.unit) ?? usual;
  const ofUnit = points.filter(({ unit, fits }) => unit === now.unit && fits);
  const chosen = (candidates: readonly StaticPoint[], of: (point: StaticPoint) => number) => ({
    steps: [...new Set(candidates.map(of))].sort((a, b) => a - b),
    named: (value: number) => candidates.find((point) => of(point) === value)?.policy,
  });
  const set = (settings: CellChange, to: string | undefined): CellChange =>
    to === undefined ? settings : { ...settings, policies: { ...settings.policies, [row]: to } };
  // Another level keeps the gate where the table has it there, else none.
  const levels = chosen(
    [...new Set(ofUnit.map(levelOf))].map((level) => {
      const there = ofUnit.filter((point) => levelOf(point) === level);
      return there.find((point) => gateOf(point) === gateOf(now)) ?? there[0]!;
    }),
    levelOf,
  );
  const gates = chosen(
    ofUnit.filter((point) => levelOf(point) === levelOf(now)),
    gateOf,
  );
  const level: Knob = ladderKnob(
    {
      id: 'level',
      name: 'level',
      unit: '',
      value: levelOf(now),
      usual: levelOf(usual),
      meaning: 'level of the ladder, 0 the densest',
      text: (value) => `L${value}`,
      apply: (settings, value) => set(settings, levels.named(value)),
    },
    levels.steps,
    { nearest: 'the nearest point of the outcome table' },
  );
  const high = Math.max(...ofUnit.map(gateOf));
  const suffix = /@.*$/.exec(row)?.[0] ?? '';
  const facts = {
    id: 'gate',
    name: 'gate',
    unit: '',
    value: gateOf(now),
    usual: gateOf(usual),
    meaning: 'inputs below the threshold are skipped',
    text: gateText,
    words: new Map([['none', ungated]]),
    apply: (settings: CellChange, value: number) =>
      set(settings, gates.named(value) ?? `static-L${levelOf(now)}-t${value}${suffix}`),
  };
  return [
    ...(levels.steps.length > 1 ? [level] : []),
    // A level that was never gated can be: its thresholds are then shared out as those of the nearest one that was.
    ...(high > ungated ? [gateKnob(facts, gates.steps, high)] : []),
  ];
}

/** @param steps what the table has at the level @param high the largest that was calibrated at any level */
function gateKnob(facts: KnobFacts, steps: readonly number[], high: number): Knob {
  const ladder = ladderKnob(
    facts,
    [...new Set([...steps, high])].sort((a, b) => a - b),
    'any',
  );
  return {
    ...ladder,
    step: (value, by) =>
      (by > 0 ? steps.find((gate) => gate > value) : steps.findLast((gate) => gate < value)) ?? value,
    snap(asked) {
      const { value, note } = ladder.snap(asked);
      // Between no gate and the exact zeros there is nothing.
      const gate = value < ungated / 2 ? ungated : steps.includes(value) ? value : fine(Math.max(0, value));
      const near = steps.find((known) => known > 0 && Math.abs(known - gate) <= alike * known) ?? gate;
      if (near === asked) return { value: near, note };
      const why = steps.includes(near) ? ', a point of the outcome table' : '';
      return { value: near, note: note ?? `snapped to ${gateText(near)}${why}` };
    },
  };
}

/** A ten-thousandth at a time, which names without exponents hold; less than a step of a threshold is none. */
function fine(value: number): number {
  const rounded = Math.floor(value * 1e4 + 1e-6) / 1e4;
  return rounded < 1 / 1024 ? 0 : rounded;
}
