import { cutPoints } from '../../network/cut-points.ts';
import { isFurther } from '../../sparsity/further-points.ts';
import { activationBytes } from '../../targets/system/activation-bytes.ts';
import type { Plan, Target } from '../../targets/target.ts';
import type { TabledNetwork } from './build-options.ts';
import { chooseCuts, type LeftOut, type PricedCut } from './choose-cuts.ts';
import { formOfUnit } from './form-of-unit.ts';
import { unitsOfNetwork } from './units-of-network.ts';

/** A point of a network on two units, and where it is cut. */
export interface PlannedSplit {
  /** Index of the point in the tables. */
  readonly index: number;
  readonly plan: Plan;
  /** Main node of the last operator on the first of the two units. */
  readonly node: string;
  readonly bytes: number;
}

/** The splits of a network that become options, and what a reader should know of the others. */
export interface PlannedSplits {
  readonly splits: readonly PlannedSplit[];
  readonly notes: readonly string[];
}

const whyLeftOut: Readonly<Record<LeftOut, string>> = {
  'does not fit': 'a part does not fit',
  dominated: 'another cut is no worse in the time on each unit, in bytes and in energy',
  'beyond the most': 'more than were asked for',
};

/**
 * The splits of a network's ungated points between units that links join. Both units must compute in one numeric form and
 * replay one table: what half a network in one form and half in another answers was never measured.
 * @param most cuts of one point between one pair of units
 */
export function splitPlans(target: Target, tabled: TabledNetwork, most: number): PlannedSplits {
  const named = unitsOfNetwork(target, tabled).map(({ name }) => name);
  const routes = (target.routes ?? []).filter(({ from, to }) => named.includes(from) && named.includes(to));
  const all = routes.map(({ from, to }) => splitsBetween(target, tabled, from, to, most));
  return { splits: all.flatMap(({ splits }) => splits), notes: all.flatMap(({ notes }) => notes) };
}

function splitsBetween(
  target: Target,
  tabled: TabledNetwork,
  from: string,
  to: string,
  most: number,
): PlannedSplits {
  const { network, id, validation } = tabled;
  const [first, second] = [formOfUnit(target, from, tabled), formOfUnit(target, to, tabled)];
  const { numericForm } = first;
  if (numericForm !== second.numericForm || first.pair.validation !== second.pair.validation) {
    const forms = `${numericForm} and ${second.numericForm}`;
    return {
      splits: [],
      notes: [
        `${id} is not cut between ${from} and ${to}: they compute in ${forms}, of which mixed there is no table`,
      ],
    };
  }
  if (numericForm !== 'fp32' && numericForm !== 'int8') return { splits: [], notes: [] };
  const cuts = cutPoints(network);
  if (cuts.length === 0)
    return {
      splits: [],
      notes: [`${id} cannot be cut: between no two of its operators is one tensor alone alive`],
    };
  const each = activationBytes(numericForm);
  const reasons = new Map<number, Set<LeftOut | null>>(cuts.map(({ after }) => [after, new Set()]));
  const splits = validation.points.flatMap((point, index): PlannedSplit[] => {
    if (point.gates.some((gate) => gate !== null) || isFurther(point)) return [];
    const planOf = (after: number): Plan => ({
      network,
      unit: from,
      numericForm,
      point,
      split: { after, unit: to },
    });
    const choice = chooseCuts(
      cuts.map(({ after, values }) => priced(target, planOf(after), after, values * each)),
      most,
    );
    for (const [after, why] of choice) reasons.get(after)!.add(why);
    return cuts
      .filter(({ after }) => choice.get(after) === null)
      .map(({ after, node, values }) => ({ index, plan: planOf(after), node, bytes: values * each }));
  });
  const kept = cuts.filter(({ after }) => reasons.get(after)!.has(null));
  const why = (after: number) =>
    (Object.keys(whyLeftOut) as LeftOut[])
      .filter((reason) => reasons.get(after)!.has(reason))
      .map((reason) => whyLeftOut[reason])
      .join(', or ');
  const left = cuts.filter((cut) => !kept.includes(cut));
  const out = [...new Set(left.map(({ after }) => why(after)))].map((text) => {
    const nodes = left.filter(({ after }) => why(after) === text).map(({ node }) => node);
    return `after ${nodes.join(', ')} (${text})`;
  });
  const shown = kept.map(({ node, values }) => `after ${node} (${values * each} bytes)`).join(', ');
  return {
    splits,
    notes: [
      `${id} is cut between ${from} and ${to} ${kept.length > 0 ? shown : 'nowhere'}${
        out.length > 0 ? `; left out: ${out.join('; ')}` : ''
      }`,
    ],
  };
}

function priced(target: Target, plan: Plan, after: number, bytes: number): PricedCut {
  const stages = target.lower(plan, null);
  return {
    after,
    bytes,
    unitNs: target.units.map(({ name }) =>
      stages.reduce((sum, stage) => (stage.unit === name ? sum + stage.durationNs : sum), 0),
    ),
    energyJ: stages.reduce(
      (sum, stage) => Object.values(stage.joules).reduce((all, joules) => all + joules, sum),
      0,
    ),
    fits: target.fit(plan, [plan.point]).fits,
  };
}
