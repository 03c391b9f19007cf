import type { GpuProfile } from '../targets/gpu/profile-schema.ts';
import { loadFamily } from '../targets/load-family.ts';
import { loadSources } from '../targets/load-sources.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import { quantitiesIn } from '../targets/quantity.ts';
import { peakUsed } from './peak-used.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import type { UsedNumber } from './prediction.ts';

type Setting = {
  readonly precision: string;
  readonly mode: string | null;
  readonly clockMhz: number | null;
  readonly coreVoltageShare?: number;
};

const cpu = ['clock', 'cores', 'little', 'coresPerL2', 'lastLevelCache', 'l2', 'dram', 'dramBandwidth'];

/** Sections of a profile that the models read; the others (runtimes, states of sleep) are for simulations. */
const read: Readonly<Record<PredictableProfile['class'], readonly string[]>> = {
  mcu: ['clock', 'flash', 'sram', 'stackBytes', 'supply', 'dataSheet'],
  npu: [],
  'sbc-cpu': cpu,
  phone: cpu,
  'server-cpu': cpu,
  'server-gpu': ['clock', 'multiprocessors', 'l2', 'dram', 'dramBandwidth', 'powerLimit', 'peakInt8'],
  'edge-gpu': [
    ...['clock', 'multiprocessors', 'l2', 'dram', 'dramBandwidth', 'powerLimit', 'peakInt8'],
    ...['acceleratorInt8', 'highest'],
  ],
};

const isGpu = (profile: PredictableProfile): profile is GpuProfile =>
  profile.class === 'server-gpu' || profile.class === 'edge-gpu';

function isRead(
  profile: PredictableProfile,
  setting: Setting,
  [section, part]: readonly (string | number)[],
): boolean {
  const name = String(section);
  if (name === 'thermal' || read[profile.class].includes(name)) return true;
  if (profile.class === 'npu')
    return (
      name === 'operatingPoints' &&
      profile.operatingPoints[Number(part)]!.clock !== undefined &&
      profile.operatingPoints.findIndex(
        ({ clock }) => clock && Math.abs(clock.value - (setting.clockMhz ?? 0)) < 1e-9,
      ) === Number(part)
    );
  if (name === 'powerModes') return part === setting.mode;
  // Voltages by clock count where another clock than the profile's was asked for.
  if (name === 'clocks')
    return profile.class === 'mcu' && part === 'points' && setting.coreVoltageShare !== undefined;
  return isGpu(profile) && name === peakUsed(profile, setting.precision).peak;
}

/**
 * Numbers of a profile, and of its core family, that a prediction depends on.
 * @param rests whether it also tells how the target rests between inferences
 */
export async function usedNumbers(
  profile: PredictableProfile,
  setting: Setting,
  rests: boolean,
  root: string = shippedProfiles(),
): Promise<UsedNumber[]> {
  const own = quantitiesIn(profile).filter(
    ({ path }) => isRead(profile, setting, path) || (rests && path[0] === 'powerStates'),
  );
  const family =
    profile.class === 'npu' || isGpu(profile)
      ? null
      : await loadFamily(profile.family!, root, await loadSources(root), (code, message) => ({
          ...{ file: '', line: 0, column: 0, path: '' },
          ...{ code, message },
        }));
  const core = family && 'core' in family ? quantitiesIn(family.core) : [];
  return [
    ...own.map(({ path, quantity }) => ({ path: path.join('.'), quantity })),
    ...core.map(({ path, quantity }) => ({
      path: `families/${profile.family}.core.${path.join('.')}`,
      quantity,
    })),
  ].map(({ path, quantity: { value, unit, grade, source } }) => ({ path, value, unit, grade, source }));
}
