import { InputError } from '../schema/input-error.ts';
import { clockNames } from './clocks/clock-names.ts';
import { isFixedClock } from './clocks/fixed-clock.ts';
import { governedRuntime } from './clocks/governed-runtime.ts';
import { noClocks } from './clocks/no-clocks.ts';
import { intervalOf } from './interval.ts';
import { type LoadedProfile, loadProfile } from './load-profile.ts';
import { npuNotRun } from './npu/npu-not-run.ts';
import { powerStates } from './power-states.ts';
import { shippedProfiles } from './profile-files.ts';
import type { Profile } from './profile-schema.ts';
import { quantitiesIn } from './quantity.ts';
import { shownName } from './read-input.ts';
import { singleUnitTarget, type TargetHead } from './single-unit-target.ts';
import type { SystemProfile } from './system/profile-schema.ts';
import { systemTarget } from './system/system-target.ts';
import { uncounted } from './system/uncounted.ts';
import type { Grade, Target } from './target.ts';
import { thermalParameters } from './thermal/thermal-parameters.ts';
import type { UnitModel } from './unit-model.ts';
import { pickRuntime, unitOfProfile } from './unit-of-profile.ts';

/** Reads a profile by id or file. */
export type LoadProfile = (idOrFile: string, root: string) => Promise<LoadedProfile>;

const gradeOrder: readonly Grade[] = ['measured', 'fitted', 'vendor', 'pre-silicon', 'estimated'];

function unitName(profile: Profile): string {
  if (profile.class === 'mcu') return 'mcu';
  if (profile.class === 'neuromorphic' || profile.class === 'spiking-chip') return profile.id;
  return ['server-cpu', 'sbc-cpu', 'phone'].includes(profile.class) ? 'cpu' : 'gpu';
}

async function loadSystem(
  profile: SystemProfile,
  runtimeName: string,
  file: string,
  root: string,
  head: TargetHead,
  load: LoadProfile,
): Promise<Target> {
  const runtime = pickRuntime(profile.runtimes, runtimeName, profile.id, file);
  const models: UnitModel[] = [];
  for (const part of profile.units) {
    const inner = await load(part.profile, root);
    const refuse = (what: string, allowed: readonly string[]) =>
      new InputError([
        {
          file: shownName(file),
          line: 0,
          column: 0,
          code: 'E_UNIT_CLASS',
          path: 'units',
          message: `unit "${part.name}" is ${part.profile}, whose class ${inner.profile.class} ${what}.`,
          allowed,
        },
      ]);
    if (part.flash && inner.profile.class !== 'mcu')
      throw refuse('has no flash to state; leave it out', ['mcu']);
    const own = part.flash ? { ...inner.profile, flash: part.flash } : inner.profile;
    const model = unitOfProfile(own as Profile, runtime.units[part.name] ?? '', inner.file, part.name);
    if (!model)
      throw refuse('cannot be a unit of a system', [
        'mcu',
        'sbc-cpu',
        'server-cpu',
        'server-gpu',
        'edge-gpu',
      ]);
    const states = part.powerStates;
    const rested = states ? { ...model, unit: { ...model.unit, powerStates: powerStates(states) } } : model;
    models.push(part.counted ? rested : uncounted(rested));
  }
  // Links and wake-ups are part of a request's latency, so their numbers count as the runtime's own do.
  const between = quantitiesIn([profile.links, profile.units]).map((entry) => entry.quantity.grade);
  const grades = [...models.map((model) => model.grade), ...between];
  const grade = gradeOrder[Math.max(...grades.map((each) => gradeOrder.indexOf(each)))]!;
  return systemTarget(head, profile, models, grade, {
    latency: runtime.latencyInterval ? intervalOf(runtime.latencyInterval) : null,
    energy: runtime.energyInterval ? intervalOf(runtime.energyInterval) : null,
  });
}

/**
 * A target under one of its runtimes, and a governor of its clock where the name has one (`governedName`).
 * @param idOrFile id of a shipped profile (see `listProfiles`), or path of a YAML file
 * @param root folder that holds families/ and sources.yaml; by default the one that comes with the package
 * @param load reads the profile; `loadRunnableProfile` also completes one that is described from its data sheet
 * @throws InputError for an unknown target or runtime (with a suggestion), a governor where there are no clocks, and for
 *   faults of the profile
 */
export async function loadTarget(
  idOrFile: string,
  runtime: string,
  root: string = shippedProfiles(),
  load: LoadProfile = loadProfile,
): Promise<Target> {
  const { profile, file } = await load(idOrFile, root);
  const { runtime: stack, governor } = governedRuntime(runtime);
  const clocks = clockNames(profile);
  if (governor && (clocks.length === 0 || (isFixedClock(governor) && !clocks.includes(governor))))
    throw noClocks(profile.id, file, governor, clocks);
  if (profile.class === 'npu') throw npuNotRun(profile, file);
  const head: TargetHead = {
    id: profile.id,
    name: profile.name,
    targetClass: profile.class,
    runtime,
    ...(governor ? { governor } : {}),
    boundary: profile.boundary,
    validated: { latency: profile.validated.latency, energy: profile.validated.energy },
    ...(profile.thermal ? { thermal: thermalParameters(profile.thermal) } : {}),
  };
  if (profile.class === 'system') return loadSystem(profile, stack, file, root, head, load);
  const model = unitOfProfile(profile, stack, file, unitName(profile));
  if (!model) throw new RangeError(`no cost model for class ${profile.class}`);
  return singleUnitTarget(head, model);
}
