import { formatMs, formatSi } from '../../../report/format-quantity.ts';
import type { CellChange } from '../../../session/questions.ts';
import type { CellState, DashboardState } from '../state.ts';
import { clockKnob } from './clock-knob.ts';
import type { Knob } from './knob.ts';
import { ladderKnob } from './ladder-knob.ts';
import { parameterLadder } from './parameter-ladder.ts';
import { settingIn, withSetting } from './policy-settings.ts';
import { staticKnobs } from './static-knobs.ts';
import { wantedSettings } from './wanted-settings.ts';

/** Shares of the run's own value that deadlines and charges step through: tenths, up to five times as much. */
const tenths = Array.from({ length: 50 }, (_, i) => i + 1);

/** Steps of a tenth of what the run has; above 2, of a half. */
const share = (usual: number) =>
  tenths
    .filter((tenth) => tenth <= 20 || tenth % 5 === 0)
    .map((tenth) => (tenth === 10 ? usual : (usual * tenth) / 10));

function chargeKnob(
  key: 'batteryJ' | 'storeJ',
  name: string,
  meaning: string,
  usual: number,
  settings: CellChange,
): Knob {
  const facts = { id: name, name, unit: 'J', usual, value: settings[key] ?? usual, meaning };
  const apply: Knob['apply'] = (at, value) => ({ ...at, [key]: value === usual ? undefined : value });
  return ladderKnob({ ...facts, text: (value) => formatSi(value, 'J'), apply }, share(usual), 'any');
}

/** What can be set of a cell and of the policy in one of its rows; only the deadline until the cell has said more. */
export function knobsOf(state: DashboardState, cell: CellState, row: string | null): readonly Knob[] {
  const settings = wantedSettings(state, cell);
  const usual = cell.runDeadlineMs;
  const deadline = ladderKnob(
    {
      id: 'deadline',
      name: 'deadline',
      unit: 'ms',
      usual,
      value: settings.deadlineMs ?? usual,
      meaning: 'of every request',
      text: formatMs,
      apply: (at, value) => ({ ...at, deadlineMs: value === usual ? undefined : value }),
    },
    share(usual),
    'any',
  );
  const known = state.knobs.of.get(cell.id);
  if (!known) return [deadline];
  const { batteryJ, storeJ, clocks, parameters, points } = known;
  const policy = row === null ? '' : (settings.policies?.[row] ?? row);
  const list = row === null ? [] : (parameters[row] ?? []);
  const ofPolicy = list.map((parameter): Knob => {
    const { id, unit, value: usualValue, whole, meaning } = parameter;
    const suffix = unit === '1' ? '' : ` ${unit}`;
    const facts = {
      id,
      name: id,
      unit: suffix.trim(),
      usual: usualValue,
      value: settingIn(policy, parameter),
      meaning,
      text: (value: number) => `${value}${suffix}`,
      apply: (at: CellChange, value: number) => {
        const now = at.policies?.[row!] ?? row!;
        return { ...at, policies: { ...at.policies, [row!]: withSetting(now, list, id, value) } };
      },
    };
    return ladderKnob(facts, parameterLadder(parameter), whole ? 'whole' : 'any');
  });
  return [
    deadline,
    ...(row === null ? [] : staticKnobs(points, row, policy)),
    ...ofPolicy,
    ...(clocks === null ? [] : [clockKnob(clocks, settings)]),
    ...(batteryJ === null
      ? []
      : [chargeKnob('batteryJ', 'battery', 'charge at the start, only counted', batteryJ, settings)]),
    ...(storeJ === null ? [] : [chargeKnob('storeJ', 'store', 'capacity of the supply', storeJ, settings)]),
  ];
}
