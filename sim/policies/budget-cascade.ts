import { normalQuantile } from '../engine/random/normal-quantile.ts';
import { AccuracyAccount } from './accuracy-account.ts';
import { budgetParameters } from './budget-parameters.ts';
import { type CascadeCandidate, cascadeCandidates } from './cascade-candidates.ts';
import { chooseInBudget } from './choose-in-budget.ts';
import { choicesOf, chooseStatic } from './choose-static.ts';
import { KalmanSlowDown } from './kalman-slow-down.ts';
import type { PolicyDefinition } from './policy.ts';
import { valuesOf } from './policy-parameter.ts';
import { safeAccuracy } from './safe-accuracy.ts';

/**
 * The budget controller whose options may be cascades: what it chooses from are single passes and up to three in turn, of
 * which the later ones run where the answer before is unsure. So it knows of the input what the first pass tells, and mixes
 * cascades by the accuracy account as the budget controller mixes options. A cascade is chosen where all of its passes should
 * end in time, and gone on with where the next one still should. Where a target has several units it keeps to that of the best
 * static option: what waking another costs is in no candidate's energy.
 */
export const budgetCascade: PolicyDefinition = {
  id: 'budget-cascade',
  title: 'Budget controller over cascades',
  source:
    'ALERT (Wan et al., USENIX ATC 2020) over cascades of BranchyNet and big/little (Park et al., 2015)',
  signal: 'deadline, queue, observed slow-down, accuracy credit, confidence of each pass',
  adaptive: true,
  charge: '16 + 5 n a decision (n: candidates), 26 a result',
  parameters: budgetParameters,
  create(context, given) {
    const { quantile, window, ...noise } = valuesOf(budgetParameters, given);
    const deviations = quantile === 0.5 ? 0 : normalQuantile(quantile);
    const choices = choicesOf(context);
    const { unit } = chooseStatic(choices, context).option;
    const own = choices.filter((option) => option.unit === unit);
    const candidates = cascadeCandidates(own, context);
    const quickest = own.reduce((a, b) => (b.meanServiceNs < a.meanServiceNs ? b : a));
    const fastest: CascadeCandidate = {
      steps: [quickest],
      thresholds: [],
      safe: safeAccuracy(quickest, context),
      energyJ: quickest.meanMarginalEnergyJ,
      mostNs: quickest.meanServiceNs,
    };
    const filter = new KalmanSlowDown({ ...noise, forgetting: 0.3 });
    const account = new AccuracyAccount(context.accuracyFloor, window);
    // Several requests may be under way, in one batch or on several replicas.
    const chosenFor = new Map<number, CascadeCandidate>();
    const factor = () => filter.mean + deviations * filter.deviation;
    return {
      decide({ request, deadlineLeftNs, queueLength }) {
        const budgetNs = deadlineLeftNs - queueLength * fastest.mostNs * filter.mean;
        const limits = { budgetNs, factor: factor() };
        const chosen = chooseInBudget(candidates, fastest, limits, account);
        chosenFor.set(request, chosen);
        return chosen.steps[0]!.index;
      },
      review({ request, option, confidence, serviceNs, deadlineLeftNs }) {
        const { steps, thresholds, safe } = chosenFor.get(request) ?? fastest;
        const at = steps.findIndex(({ index }) => index === option);
        if (at < 0) return -1;
        filter.observe(serviceNs / steps[at]!.meanServiceNs);
        const next = steps[at + 1];
        if (next && confidence < thresholds[at]! / 65535 && next.meanServiceNs * factor() <= deadlineLeftNs)
          return next.index;
        chosenFor.delete(request);
        if (deadlineLeftNs < 0) account.late(safe);
        return -1;
      },
      reset() {
        filter.reset();
        account.reset();
        chosenFor.clear();
      },
      uses: [...new Set([fastest, ...candidates].flatMap(({ steps }) => steps.map(({ index }) => index)))],
      cost: { decideOperations: 16 + 5 * candidates.length, reviewOperations: 26 },
    };
  },
};
