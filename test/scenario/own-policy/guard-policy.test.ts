import { describe, expect, it } from 'vitest';
import type { PolicyContext, PolicyDefinition } from '../../../sim/policies/policy.ts';
import { guardPolicy, newHeartbeat } from '../../../sim/scenario/own-policy/guard-policy.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { networks, smallCell, smallTarget } from '../simulate/small-target.ts';

const free = { decideOperations: 0, reviewOperations: 0 };
const own = (id: string, create: PolicyDefinition['create']): PolicyDefinition => ({
  id,
  title: id,
  source: 'test',
  signal: 'none',
  adaptive: true,
  create,
});
const target = smallTarget();
const simulate = (definitions: readonly PolicyDefinition[], heartbeat = newHeartbeat()) =>
  simulateCell({ ...smallCell, policies: ['dense', 'random'] }, target, target, networks, undefined, {
    own: definitions.map((definition, i) => guardPolicy(definition, heartbeat, i)),
  });

describe('own policies in a cell', () => {
  it('are scored like the others, which stand where they would without them', () => {
    const mine = own('mine', ({ choices }) => ({
      decide: ({ request }) => choices[request % 2]!,
      cost: free,
    }));
    const heartbeat = newHeartbeat();
    const with_ = scoreCell(simulate([mine], heartbeat));
    const without = scoreCell(simulate([]));
    expect(with_.results.slice(0, 2)).toEqual(
      without.results.map((row) => ({ ...row, pareto: expect.anything() })),
    );
    expect(with_.results[2]).toMatchObject({ policy: 'mine', fits: true });
    expect(with_.results[2]!.regretJ!).toBeGreaterThanOrEqual(0);
    // Every call has ended.
    expect(heartbeat[0]! % 2).toBe(0);
    expect(heartbeat[0]!).toBeGreaterThan(2000);
  });

  it.each<[string, RegExp, PolicyDefinition['create']]>([
    [
      'throws',
      /^failed: no luck$/,
      () => {
        throw new Error('no luck');
      },
    ],
    [
      'throws late',
      /^failed: enough$/,
      () => ({
        decide({ request }) {
          if (request > 100) throw new Error('enough');
          return 0;
        },
        cost: free,
      }),
    ],
    [
      'answers what there is not',
      /^failed: .*answered option 99.*options 0 to/,
      () => ({ decide: () => 99, cost: free }),
    ],
    [
      'costs less than nothing',
      /cost.reviewOperations is -5/,
      () => ({ decide: () => 0, cost: { ...free, reviewOperations: -5 } }),
    ],
    ['is no policy', /it has no `decide`/, () => ({}) as never],
    [
      'writes to what it is shown',
      /read only/,
      () => ({
        decide(seen) {
          (seen as { lastConfidence: number }).lastConfidence = 0;
          return 0;
        },
        cost: free,
      }),
    ],
    [
      'writes to the options',
      /read only/,
      ({ options }) => {
        (options[0] as { pilotEnergyJ: number }).pilotEnergyJ = 0;
        return { decide: () => 0, cost: free };
      },
    ],
  ])('one that %s has no numbers and a reason, and the others keep theirs', (_, why, create) => {
    const heartbeat = newHeartbeat();
    const score = scoreCell(simulate([own('bad', create)], heartbeat));
    const row = score.results.find(({ policy }) => policy === 'bad')!;
    expect(row).toMatchObject({ fits: false, energyPerInferenceJ: null, refusal: null });
    expect(row.notRun).toMatch(why);
    expect(score.results.slice(0, 2)).toEqual(scoreCell(simulate([])).results);
    expect(heartbeat[0]! % 2).toBe(0);
  });

  it('cannot change what others see of the validation data, and see nothing of the test data', () => {
    let context: PolicyContext | null = null;
    const spoiler = own('spoiler', (given) => {
      context = given;
      given.validation.correct.fill(1);
      return { decide: () => 0, cost: free };
    });
    const after: number[] = [];
    const reader = own('reader', ({ validation }) => {
      after.push(validation.correct.reduce((sum, right) => sum + right, 0) / validation.correct.length);
      return { decide: () => 0, cost: free };
    });
    simulate([spoiler, reader]);
    expect(after[0]!).toBeLessThan(1);
    const words = JSON.stringify(context);
    expect(words).not.toMatch(/test|trace|seed/);
  });
});
