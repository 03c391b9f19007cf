import type { MeasuredRow } from '../calibration/measured/measured-row.ts';
import { si } from '../targets/quantity.ts';
import { chooseNpuPoint } from './choose-npu-point.ts';
import { coreVoltageOf } from './core-voltage-of.ts';
import type { PredictOptions } from './predict-options.ts';
import type { PredictableProfile } from './predictable-profile.ts';
import { refusal } from './refusal.ts';
import type { RunPoint } from './run-point.ts';

type Asked = Omit<PredictOptions, 'network' | 'target'>;

const isCpu = (
  profile: PredictableProfile,
): profile is Extract<PredictableProfile, { class: 'sbc-cpu' | 'phone' | 'server-cpu' }> =>
  profile.class === 'sbc-cpu' || profile.class === 'phone' || profile.class === 'server-cpu';

/** Refuses what the models of a class have no use for: an answer that ignores a question is a wrong answer. */
function refuseUnused(profile: PredictableProfile, asked: Asked): void {
  const unused = (option: string, value: unknown, why: string) =>
    refusal('E_NOT_USED', `${option} ${value} says nothing of class ${profile.class}: ${why}.`);
  if (profile.class !== 'mcu' && profile.class !== 'npu') {
    const why = 'only microcontrollers and NPUs are predicted by supply';
    if (asked.supplyV !== undefined) throw unused('supply', `of ${asked.supplyV} V`, why);
    if (asked.regulator !== undefined) throw unused('regulator', asked.regulator, why);
  }
  if (asked.threads !== undefined && !isCpu(profile))
    throw unused('threads', asked.threads, 'only CPUs are predicted by threads');
  if ((profile.class === 'mcu' || profile.class === 'npu') && (asked.batch ?? 1) > 1)
    throw unused('batch', asked.batch, 'its runtimes take one sample after the other');
  if (profile.class === 'mcu' && asked.mode !== undefined)
    throw unused('mode', asked.mode, 'say the clock instead');
}

function chooseThreads(profile: PredictableProfile, asked: string | undefined, notes: string[]) {
  if (!isCpu(profile)) return null;
  const fast = si(profile.cores);
  const slow = 'little' in profile && profile.little ? si(profile.little.cores) : 0;
  if (asked === undefined) {
    notes.push(`threads: none asked for, all ${fast}${slow > 0 ? ' fast' : ''} cores are at work`);
    return null;
  }
  if (asked === 'all' || asked === 'big-cores') return asked;
  const count = Number(asked);
  if (!/^\d+$/.test(asked) || count < 1 || count > fast + slow)
    throw refusal('E_THREADS', `"${asked}" is not a number of threads of ${profile.id}.`, {
      allowed: [`1 to ${fast + slow}`, 'big-cores', 'all'],
    });
  if (count > fast)
    notes.push(
      `threads ${count}: predicted as ${fast}, the fast cores; "all" adds ${slow === 1 ? 'the slow one' : `the ${slow} slow ones`}`,
    );
  return asked;
}

function chooseMode(
  profile: PredictableProfile,
  asked: string | undefined,
  rows: readonly MeasuredRow[],
): string | null {
  if (asked === undefined) return null;
  const stated = 'powerModes' in profile && profile.powerModes ? Object.keys(profile.powerModes) : [];
  // What a mode of a CPU does its profile says; that of a GPU the rows tell.
  const published = isCpu(profile) ? [] : rows.flatMap(({ mode }) => (mode === null ? [] : [mode]));
  const allowed = [...new Set([...stated, ...published])].sort();
  if (allowed.includes(asked)) return asked;
  throw refusal('E_MODE', `"${asked}" is not a power mode that is known of ${profile.id}.`, {
    allowed: allowed.length > 0 ? allowed : ['none'],
    word: asked.toLowerCase(),
  });
}

/** Highest clock that a profile states, in MHz. */
function highestMhz(profile: Exclude<PredictableProfile, { class: 'npu' }>): number {
  const sheet = profile.class === 'mcu' ? profile.dataSheet?.maxClock : undefined;
  const fastest = 'highest' in profile ? profile.highest?.clock : undefined;
  return Math.max(...[profile.clock, sheet, fastest].flatMap((clock) => (clock ? [si(clock) / 1e6] : [])));
}

function chooseSupply(profile: Extract<PredictableProfile, { class: 'mcu' }>, asked: Asked, notes: string[]) {
  const supplyV = asked.supplyV ?? (profile.supply ? si(profile.supply) : null);
  const regulator = asked.regulator ?? profile.regulator ?? null;
  if (regulator === null)
    notes.push(
      'regulator: neither the profile nor --regulator names one; power is that through a switching one',
    );
  else if (regulator === 'linear' && supplyV === null)
    notes.push(
      'supply: neither the profile nor --supply-v names one; power is that through a switching regulator',
    );
  const core = profile.dataSheet?.coreVoltage;
  if (supplyV !== null && core && regulator !== 'direct' && supplyV < si(core))
    throw refusal(
      'E_SUPPLY',
      `a supply of ${supplyV} V is below the ${si(core)} V that the core of ${profile.id} needs.`,
    );
  return { supplyV, regulator };
}

/**
 * How the target is set and used: as asked, else as its profile says.
 * @param rows published rows of the class
 * @throws InputError for words that stand for nothing, and for settings that the models of the class know nothing of
 */
export function choosePoint(
  profile: PredictableProfile,
  asked: Asked,
  rows: readonly MeasuredRow[],
): RunPoint {
  refuseUnused(profile, asked);
  if (profile.class === 'npu') return chooseNpuPoint(profile, asked);
  const notes: string[] = [];
  const threads = chooseThreads(profile, asked.threads, notes);
  const mode = chooseMode(profile, asked.mode, rows);
  const own = si(profile.clock) / 1e6;
  // The clock of a mode is that of the mode.
  const clockMhz = asked.clockMhz ?? (mode === null ? own : null);
  const highest = highestMhz(profile);
  if (clockMhz !== null && clockMhz > highest * (1 + 1e-9))
    notes.push(
      `clock: ${clockMhz} MHz is beyond the ${highest} MHz that the profile states as the highest; the prediction goes on as if the chip kept it up`,
    );
  const { supplyV, regulator } =
    profile.class === 'mcu' ? chooseSupply(profile, asked, notes) : { supplyV: null, regulator: null };
  const core =
    profile.class === 'mcu' && clockMhz !== null ? coreVoltageOf(profile, clockMhz, regulator) : null;
  if (core?.note) notes.push(core.note);
  return {
    clockMhz,
    ...(core && core.share !== 1 ? { coreVoltageShare: core.share } : {}),
    supplyV,
    regulator,
    threads,
    mode,
    batch: asked.batch ?? 1,
    usual: [
      // A row that states no clock ran at the highest.
      ...(asked.clockMhz === undefined && own > highest * (1 - 1e-9) ? (['clockMhz'] as const) : []),
      ...(asked.supplyV === undefined ? (['supplyV'] as const) : []),
      ...(asked.regulator === undefined ? (['regulator'] as const) : []),
    ],
    notes,
  };
}
