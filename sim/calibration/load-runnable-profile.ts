import { type LoadedProfile, loadProfile } from '../targets/load-profile.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import { completeMcuProfile, isDescribed } from './mcu/complete-mcu-profile.ts';
import { loadMcuFacts } from './mcu/load-facts.ts';
import type { McuFacts } from './mcu/mcu-facts.ts';
import { loadMeasured } from './measured/load-measured.ts';
import type { MeasuredRow } from './measured/measured-row.ts';

interface Calibration {
  readonly facts: McuFacts;
  readonly rows: readonly MeasuredRow[];
}

/** By folder: facts and rows are files, and every target of a scenario asks for them. */
const calibrations = new Map<string, Promise<Calibration>>();

async function load(root: string): Promise<Calibration> {
  const rows = (await loadMeasured(['mcu'], root)).filter((row) => row.use === 'score');
  return { facts: await loadMcuFacts(root), rows };
}

/**
 * A profile as simulations take it: where a board is described from its data sheet and its core family alone, the
 * calibrated models fill in what is missing.
 * @param idOrFile id of a shipped profile, or path of a YAML file
 * @param root folder that holds families/, measured/ and sources.yaml
 * @throws InputError with every fault, each with file, line and column
 */
export async function loadRunnableProfile(
  idOrFile: string,
  root: string = shippedProfiles(),
): Promise<LoadedProfile> {
  const loaded = await loadProfile(idOrFile, root);
  if (loaded.profile.class !== 'mcu' || !isDescribed(loaded.profile)) return loaded;
  let calibration = calibrations.get(root);
  if (!calibration) {
    calibration = load(root);
    calibrations.set(root, calibration);
    // A fault is reported to whoever waits, and looked for again by the next.
    calibration.catch(() => calibrations.delete(root));
  }
  const { facts, rows } = await calibration;
  return { ...loaded, profile: completeMcuProfile(loaded.profile, facts, rows) };
}
