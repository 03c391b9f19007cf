import { type LoadedProfile, loadProfile } from '../targets/load-profile.ts';
import { shippedProfiles } from '../targets/profile-files.ts';
import { completeBoardProfile } from './cpu/complete-board-profile.ts';
import type { CpuFacts } from './cpu/cpu-facts.ts';
import { loadCpuFacts } from './cpu/load-cpu-facts.ts';
import { completeMcuProfile, isDescribed } from './mcu/complete-mcu-profile.ts';
import { loadMcuFacts } from './mcu/load-facts.ts';
import type { McuFacts } from './mcu/mcu-facts.ts';
import { loadMeasured } from './measured/load-measured.ts';
import type { MeasuredClass, MeasuredRow } from './measured/measured-row.ts';

interface Calibration<Facts> {
  readonly facts: Facts;
  readonly rows: readonly MeasuredRow[];
}

/** Reads facts and rows once a folder: they are files, and every target of a scenario asks for them. */
function perRoot<Facts>(classes: readonly MeasuredClass[], factsOf: (root: string) => Promise<Facts>) {
  const known = new Map<string, Promise<Calibration<Facts>>>();
  const read = async (root: string): Promise<Calibration<Facts>> => {
    const rows = (await loadMeasured(classes, root)).filter((row) => row.use === 'score');
    return { facts: await factsOf(root), rows };
  };
  return (root: string): Promise<Calibration<Facts>> => {
    const before = known.get(root);
    if (before) return before;
    const found = read(root);
    known.set(root, found);
    // A fault is reported to whoever waits, and looked for again by the next.
    found.catch(() => known.delete(root));
    return found;
  };
}

const microcontrollers = perRoot<McuFacts>(['mcu'], loadMcuFacts);
const boards = perRoot<CpuFacts>(['sbc-cpu', 'phone'], loadCpuFacts);

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
  const { profile } = loaded;
  if (profile.class === 'sbc-cpu') {
    const { facts, rows } = await boards(root);
    return { ...loaded, profile: completeBoardProfile(profile, facts, rows) };
  }
  if (profile.class !== 'mcu' || !isDescribed(profile)) return loaded;
  const { facts, rows } = await microcontrollers(root);
  return { ...loaded, profile: completeMcuProfile(profile, facts, rows) };
}
