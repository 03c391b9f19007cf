import type { BoardCpuProfile } from '../../targets/board-cpu/profile-schema.ts';
import { type Quantity, si } from '../../targets/quantity.ts';
import { describedQuantity } from '../described-quantity.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import { boardBlockRuntime } from './board-block-runtime.ts';
import { boardW } from './board-costs.ts';
import type { CpuFacts } from './cpu-facts.ts';
import { cpuFactsWith } from './cpu-facts-with.ts';
import { describedBoardRuntimes } from './described-board-runtimes.ts';
import { rowOfBoard } from './row-of-board.ts';

/**
 * The profile of a single board with what a simulation needs beside its data sheet: runtimes and power from the calibrated
 * models. What the profile has stays as it is. Phones stay as they are: no row says what they draw.
 * @param rows calibration rows of single boards and phones, without those that are left out
 */
export function completeBoardProfile(
  profile: BoardCpuProfile,
  shipped: CpuFacts,
  rows: readonly MeasuredRow[],
): BoardCpuProfile {
  const facts = cpuFactsWith(shipped, profile);
  const core = facts.cores[profile.family];
  if (profile.class !== 'sbc-cpu' || !core) return profile;
  const perOperation = 4 / si(core.issueWidth);
  const isMeasured = rows.some(
    (row) => row.chip === (profile.chip ?? profile.id) && measuredValue(row, 'power') !== null,
  );
  const awake = boardW(rowOfBoard(profile, { precision: 'fp32' }), facts, rows, 'awake');
  const idlePower =
    profile.idlePower ??
    describedQuantity(
      { low: awake / 2, central: awake, high: awake * (isMeasured ? 2 : 3) },
      'W',
      'estimated',
      isMeasured
        ? 'power model: what rows of the chip draw beside their work; none was measured without work'
        : 'power model: boards like it, by the bandwidth of their memory',
    );
  const awakeProfile = { ...profile, idlePower };
  return {
    ...awakeProfile,
    policyCyclesPerOperation: profile.policyCyclesPerOperation ?? {
      ...{ value: perOperation, unit: 'cycle', source: 'estimate', grade: 'estimated' },
      ...{ low: perOperation / 2, high: perOperation * 4 },
      note: '4 cycles of a core that decodes one instruction a cycle, by the width of this one',
    },
    runtimes: {
      ...onAwakePower(
        {
          ...describedBoardRuntimes(awakeProfile, facts, rows),
          'sparsewatt-4x1': boardBlockRuntime(awakeProfile, core, facts, rows),
        },
        idlePower,
      ),
      ...profile.runtimes,
    },
  };
}

/** Most of what a board spends it spends without work: the energy of a run is no surer than its power awake. */
function onAwakePower(
  runtimes: BoardCpuProfile['runtimes'],
  { value, low = value, high = value }: Quantity,
): BoardCpuProfile['runtimes'] {
  return Object.fromEntries(
    Object.entries(runtimes).map(([id, { energyInterval: own, ...runtime }]) => [
      id,
      {
        ...runtime,
        energyInterval: {
          ...own,
          low: Math.min(own.low, Number((low / value).toPrecision(3))),
          high: Math.max(own.high, Number((high / value).toPrecision(3))),
          note: `${own.note}; at least the interval of idlePower`,
        },
      },
    ]),
  );
}
