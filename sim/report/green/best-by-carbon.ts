import { chosenBeforeTest } from '../../score/chosen-before-test.ts';
import { standing } from '../rank-results.ts';
import type { CellSummary, RunResult } from '../run-report.ts';

/**
 * The policy that emits least among those that may be called best: by the rule of `bestPolicy`, with emissions in the place
 * of energy. They part only where the grid changes while a run goes on. Null where no policy keeps the limits.
 */
export function bestByCarbon(
  { bestStatic }: Pick<CellSummary, 'bestStatic'>,
  results: readonly RunResult[],
): string | null {
  const kept = results.filter(
    (row) =>
      row.emissionsPerInferenceG != null &&
      standing(row) === 'keeps' &&
      !row.policy.startsWith('small-dense') &&
      chosenBeforeTest(row.policy, bestStatic) &&
      row.policy !== 'random',
  );
  const least = (floorMet: RunResult['floorMet']) =>
    kept
      .filter((row) => row.floorMet === floorMet)
      .sort((a, b) => a.emissionsPerInferenceG! - b.emissionsPerInferenceG!)[0];
  return (least('met') ?? least('undecided'))?.policy ?? null;
}
