import { residentBytes } from '../../../sim/scenario/simulate/build-options.ts';
import type { Fit } from '../../../sim/targets/target.ts';
import type { Check } from './check.ts';

/** What fits needs no more bytes than there are; what does not says where; only what fits is run. */
export const memoryVerdictsAgree: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const { name, run, score, group } of cells) {
    for (const { id, fit, test, validation } of group.built.options) {
      wrong.push(...faultsOf(fit).map((fault) => `${name} ${id}: ${fault}`));
      if (fit.fits !== (test !== null && validation !== null))
        wrong.push(`${name} ${id}: costs of what does not fit`);
    }
    if (run.built.some((option) => !option.fit.fits)) wrong.push(`${name}: an option runs that does not fit`);
    if ((run.refusal === null) !== run.built.length > 0)
      wrong.push(`${name}: ${run.built.length} options fit, refusal ${JSON.stringify(run.refusal)}`);
    for (const unit of run.target.units) {
      const together = run.choices
        .map((index) => run.built[index]!)
        .filter((option) => option.unit === unit.name);
      if (together.length === 0) continue;
      const points = together.map((option) => option.plan.point);
      const fit = run.target.fit(together[0]!.plan, points);
      if (!fit.fits) wrong.push(`${name}: the choices do not fit together on ${unit.name}`);
    }
    run.policies.forEach((policy, p) => {
      const where = `${name} ${policy.policy}`;
      const row = score.results[p]!;
      if (row.fits !== policy.runs.length > 0)
        wrong.push(`${where}: fits ${row.fits}, ${policy.runs.length} runs`);
      if (!row.fits) {
        const { refusal, notRun } = policy;
        const forBytes = refusal !== null && isReason(refusal);
        const forNeed = refusal === null && notRun?.startsWith('needs ') === true;
        if (notRun === undefined ? !forBytes : !forNeed)
          wrong.push(`${where}: refused with ${JSON.stringify(refusal)}, ${notRun}`);
        if (row.energyPerInferenceJ !== null || row.accuracy !== null || row.peakMemoryBytes !== null)
          wrong.push(`${where}: numbers of what does not fit`);
        return;
      }
      const options = policy.mayUse.map((index) => run.built[index]!);
      const bytes = residentBytes(run.target, options);
      if (row.peakMemoryBytes !== bytes)
        wrong.push(`${where}: ${row.peakMemoryBytes} bytes, resident are ${bytes}`);
      for (const option of options)
        if (option.unit === options[0]!.unit && options.every((other) => other.unit === option.unit)) {
          if (bytes < option.fit.peakMemoryBytes)
            wrong.push(
              `${where}: ${bytes} bytes for all, ${option.fit.peakMemoryBytes} for ${option.id} alone`,
            );
        }
    });
  }
  return wrong;
};

/** More bytes than there are; or no bytes at all, and in words the limit of a chip that no core can keep. */
const isReason = ({ neededBytes, availableBytes, memory }: NonNullable<Fit['refusal']>): boolean =>
  neededBytes > availableBytes || (neededBytes === 0 && /[0-9]/.test(memory));

function faultsOf({ fits, refusal, memories, peakMemoryBytes }: Fit): string[] {
  const over = memories.filter((memory) => memory.neededBytes > memory.availableBytes);
  const faults: string[] = [];
  if (fits && over.length > 0)
    faults.push(
      `fits, but ${over[0]!.name} needs ${over[0]!.neededBytes} of ${over[0]!.availableBytes} bytes`,
    );
  if (fits !== (refusal === null)) faults.push(`fits ${fits} with refusal ${JSON.stringify(refusal)}`);
  if (refusal && !isReason(refusal))
    faults.push(`refused for ${refusal.neededBytes} of ${refusal.availableBytes} bytes`);
  if (!(peakMemoryBytes >= 0)) faults.push(`peak of ${peakMemoryBytes} bytes`);
  return faults;
}
