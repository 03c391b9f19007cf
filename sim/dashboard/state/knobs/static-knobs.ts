import type { CellKnobs } from '../../../session/questions.ts';
import type { Knob } from './knob.ts';
import { ladderKnob } from './ladder-knob.ts';

type StaticPoint = CellKnobs['points'][number];

/** A point without a gate stands before that which skips exact zeros. */
const ungated = -1;

/** Mean threshold of the layers that are gated; -1 where none is. */
function gateOf({ gates }: StaticPoint): number {
  const set = gates.filter((gate) => gate !== null);
  return set.length === 0 ? ungated : set.reduce((sum, gate) => sum + gate, 0) / set.length;
}

const levelOf = ({ levels }: StaticPoint) => levels[0] ?? 0;

function gateText(gate: number): string {
  if (gate === ungated) return 'no gate';
  return gate === 0 ? 'zeros skipped' : `|x| < ${Number(gate.toPrecision(3))} in the mean`;
}

/**
 * Level and gate of a static policy. Both snap to the points of the outcome table: what a network answers at another
 * point nobody has executed.
 * @param row name of the scenario's row @param policy what runs in its place
 */
export function staticKnobs(points: readonly StaticPoint[], row: string, policy: string): readonly Knob[] {
  const usual = points.find((point) => point.policy === row);
  const now = points.find((point) => point.policy === policy) ?? usual;
  if (!usual || !now) return [];
  const ofUnit = points.filter(({ unit, fits }) => unit === now.unit && fits);
  const knob = (
    id: string,
    meaning: string,
    of: (point: StaticPoint) => number,
    candidates: readonly StaticPoint[],
    text: (value: number) => string,
  ): readonly Knob[] => {
    const values = [...new Set([...candidates, now].map(of))].sort((a, b) => a - b);
    if (values.length < 2) return [];
    const facts = { id, name: id, unit: '', value: of(now), usual: of(usual), meaning, text };
    const apply: Knob['apply'] = (settings, value) => {
      const chosen = candidates.find((point) => of(point) === value);
      return chosen ? { ...settings, policies: { ...settings.policies, [row]: chosen.policy } } : settings;
    };
    return [ladderKnob({ ...facts, apply }, values, 'points')];
  };
  // Another level keeps the gate where the table has it there, else none.
  const levels = [...new Set(ofUnit.map(levelOf))].map((level) => {
    const there = ofUnit.filter((point) => levelOf(point) === level);
    return there.find((point) => gateOf(point) === gateOf(now)) ?? there[0]!;
  });
  const gates = ofUnit.filter((point) => levelOf(point) === levelOf(now));
  return [
    ...knob('level', 'level of the ladder, 0 the densest', levelOf, levels, (level) => `L${level}`),
    ...knob('gate', 'inputs below the threshold are skipped', gateOf, gates, gateText),
  ];
}
