import { buildOptions } from '../../../sim/scenario/simulate/build-options.ts';
import type { Plan, Target } from '../../../sim/targets/target.ts';
import { closeTo } from '../check/close-to.ts';
import { servesOneByOne } from '../check/serves-one-by-one.ts';
import { simulateOne } from '../run/simulate-scenario.ts';
import type { Repetition } from './repetition.ts';

/**
 * Energy added to every stage: policies that always answer the same option spend exactly so much more and do nothing
 * else otherwise, and the bound does not fall.
 */
export const everyStageDearer: Repetition = ({ cells }) =>
  cells.flatMap(({ name, group, run }) => {
    if (run.built.length === 0 || !servesOneByOne(run)) return [];
    const addedJ = run.built[0]!.test!.meanMarginalJ / 3 + 1e-9;
    const stagesOf = new Map<string, number>();
    const target = dearer(group.target, addedJ, stagesOf);
    const built = buildOptions(target, group.networks, run.input.splits);
    const policies = ['static', 'dense', 'small-dense'];
    const plain = simulateOne(group, { ...run.input, policies }, []);
    const other = simulateOne({ ...group, target, built }, { ...run.input, policies }, []);
    const wrong = plain.run.policies.flatMap(({ policy, mayUse, runs }, p) => {
      // On a system, `dense` runs on the unit that is cheaper in a pilot: with dearer stages that may be another.
      if (other.run.policies[p]!.mayUse[0] !== mayUse[0]) return [];
      return runs.flatMap((one, seed) => {
        const dear = other.run.policies[p]!.runs[seed]!;
        const where = `${name} ${policy} run ${seed}: with ${addedJ} J more for every stage`;
        const { plan, test } = run.built[mayUse[0]!]!;
        const wantedJ = one.energyJ + stagesOf.get(planKey(plan))! * addedJ * one.passes[mayUse[0]!]!;
        const faults: string[] = [];
        if (dear.energyJ < one.energyJ)
          faults.push(`${where}, ${dear.energyJ} J instead of ${one.energyJ} J`);
        // A stage that was topped up to the power of rest takes the first of what is added.
        if (dear.energyJ > wantedJ * (1 + 1e-9)) faults.push(`${where}, ${dear.energyJ} J, not ${wantedJ} J`);
        if (!toppedUp(test!.marginalJ) && !closeTo(dear.energyJ, wantedJ))
          faults.push(`${where}, ${dear.energyJ} J, not ${wantedJ} J`);
        if (dear.eventHash !== one.eventHash) faults.push(`${where}, other events`);
        return faults;
      });
    });
    const [was, is] = [plain.score.references.oFeasJ, other.score.references.oFeasJ];
    if (was !== null && is !== null && is < was * (1 - 1e-9)) wrong.push(`${name}: O_feas fell to ${is} J`);
    return wrong;
  });

const toppedUp = (marginalJ: Float64Array) => marginalJ.some((joules) => joules < 1e-15);

const planKey = ({ network, unit, point, split }: Plan) =>
  `${network.name} ${unit} ${point.id} ${split?.after ?? ''} ${split?.unit ?? ''}`;

/** @param stagesOf filled with the number of stages of every plan that is asked for */
function dearer(target: Target, addedJ: number, stagesOf: Map<string, number>): Target {
  return {
    ...target,
    lower: (plan, outcome) => {
      const stages = target.lower(plan, outcome);
      stagesOf.set(planKey(plan), stages.length);
      return stages.map((stage) => ({
        ...stage,
        joules: { ...stage.joules, overhead: (stage.joules.overhead ?? 0) + addedJ },
      }));
    },
  };
}
