import type { Check } from './check.ts';
import { closeTo } from './close-to.ts';
import { eachRun } from './each-run.ts';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Parts equal the whole: by component and cause in every run, and in what rows and details say of them together. */
export const energyAddsUp: Check = (outcome) => {
  const wrong: string[] = [];
  for (const { where, run } of eachRun(outcome)) {
    const parts = run.ledger.flatMap(({ joules }) => joules);
    if (!closeTo(sum(parts), run.energyJ))
      wrong.push(`${where}: parts are ${sum(parts)} J, the whole ${run.energyJ} J`);
    const least = Math.min(...parts);
    if (least < -1e-12 * run.energyJ) wrong.push(`${where}: a part is ${least} J`);
  }
  for (const { name, run, score } of outcome.cells) {
    run.policies.forEach((policy, p) => {
      if (policy.runs.length === 0) return;
      const where = `${name} ${policy.policy}`;
      const row = score.results[p]!;
      const detail = score.details[p]!;
      const wholeJ = sum(policy.runs.map((one) => one.energyJ));
      const expect = (what: string, found: number, wanted: number) => {
        if (!closeTo(found, wanted)) wrong.push(`${where}: ${what} is ${found}, not ${wanted}`);
      };
      expect('energy by cause', sum(Object.values(row.energyByCauseJ!)), wholeJ);
      const units = Object.entries(detail.energyByUnitJ!);
      expect('energy by unit', sum(units.flatMap(([, causes]) => Object.values(causes))), wholeJ);
      for (const [u, [unit, causes]] of units.entries()) {
        const own = sum(policy.runs.flatMap((one) => one.ledger[u]!.joules));
        expect(`energy of ${unit}`, sum(Object.values(causes)), own);
      }
      const endedS = sum(policy.runs.map((one) => one.endNs)) * 1e-9;
      if (endedS > 0) expect('mean power times time', row.meanPowerW! * endedS, wholeJ);
      const ended = sum(policy.runs.map((one) => one.done + one.missed));
      const right = sum(policy.runs.map((one) => one.correct));
      if (ended > 0)
        expect('energy per inference times inferences', row.energyPerInferenceJ! * ended, wholeJ);
      else if (row.energyPerInferenceJ !== null) wrong.push(`${where}: energy per inference of none`);
      if (right > 0) expect('energy per right answer times answers', row.energyPerCorrectJ! * right, wholeJ);
      else if (row.energyPerCorrectJ !== null) wrong.push(`${where}: energy per right answer of none`);
    });
  }
  return wrong;
};
