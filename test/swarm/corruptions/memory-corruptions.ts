import { withCell, withRow, withRun, withWitness } from './corrupt.ts';
import type { Corruption } from './corruption.ts';

/** What is wrong with memory and charge. */
export const memoryCorruptions: readonly Corruption[] = [
  [
    'battery only drains',
    'a charge that rises',
    (outcome) =>
      withWitness(outcome, (witness) => {
        const { decisions } = witness;
        const last = decisions.at(-1);
        if (!last || decisions.length < 2 || !(decisions.at(-2)!.batteryShare < 0.9)) return undefined;
        return { ...witness, decisions: decisions.with(-1, { ...last, batteryShare: 0.95 }) };
      }),
  ],
  [
    'battery only drains',
    'a battery that is never empty',
    (outcome) =>
      withRun(outcome, (run) =>
        run.batteryEmptyAtNs === null ? undefined : { ...run, batteryEmptyAtNs: null },
      ),
  ],
  [
    'battery only drains',
    'an empty battery on mains power',
    (outcome) =>
      withRun(outcome, (run, { run: { input } }) =>
        input.batteryJ === undefined ? { ...run, batteryEmptyAtNs: 0 } : undefined,
      ),
  ],
  [
    'memory verdicts agree',
    'an option that fits into less than it needs',
    (outcome) =>
      withCell(outcome, (cell) => {
        const { options } = cell.group.built;
        const at = options.findIndex(
          ({ fit }) => fit.fits && fit.memories.some((memory) => memory.neededBytes > 0),
        );
        if (at < 0) return undefined;
        const fit = {
          ...options[at]!.fit,
          memories: options[at]!.fit.memories.map((memory) => ({ ...memory, availableBytes: 0 })),
        };
        const built = { ...cell.group.built, options: options.with(at, { ...options[at]!, fit }) };
        return { ...cell, group: { ...cell.group, built } };
      }),
  ],
  [
    'memory verdicts agree',
    'a refusal for bytes that there are',
    (outcome) =>
      withCell(outcome, (cell) => {
        const p = cell.run.policies.findIndex(({ refusal }) => refusal);
        const policy = cell.run.policies[p];
        if (!policy?.refusal) return undefined;
        const refusal = { ...policy.refusal, availableBytes: policy.refusal.neededBytes };
        return { ...cell, run: { ...cell.run, policies: cell.run.policies.with(p, { ...policy, refusal }) } };
      }),
  ],
  [
    'memory verdicts agree',
    'memory of one option for a policy that may use several',
    (outcome) =>
      withRow(outcome, (row) =>
        row.peakMemoryBytes ? { ...row, peakMemoryBytes: row.peakMemoryBytes - 1 } : undefined,
      ),
  ],
];
