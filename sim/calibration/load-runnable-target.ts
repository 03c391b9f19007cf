import { loadTarget } from '../targets/load-target.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import type { Target } from '../targets/target.ts';
import { loadRunnableProfile } from './load-runnable-profile.ts';

/**
 * A target under one of its runtimes, described boards completed by the calibrated models.
 * @param idOrFile id of a shipped profile (see `listProfiles`), or path of a YAML file
 * @param root folder that holds families/, measured/ and sources.yaml; by default the one that comes with the package
 * @throws InputError for an unknown target or runtime (with a suggestion), for faults of the profile, and where something is
 *   missing that no model can fill in
 */
export const loadRunnableTarget = (
  idOrFile: string,
  runtime: string,
  root: string = shippedProfiles(),
): Promise<Target> => loadTarget(idOrFile, runtime, root, loadRunnableProfile);
