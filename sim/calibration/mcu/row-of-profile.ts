import type { McuProfile } from '../../targets/mcu/profile-schema.ts';
import { si } from '../../targets/quantity.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { chipOfProfile } from './chip-of-profile.ts';

/** Stands for a runtime or network that no row is of: nothing but its priors is known of it. */
export const notSeen = 'not-seen';

/**
 * The row that a measurement on a described board would be, all numbers open.
 * @param parts what is asked: network or graph, runtime with its line, precision; clock and supply where they differ
 */
export function rowOfProfile(profile: McuProfile, parts: Partial<MeasuredRow> = {}): MeasuredRow {
  return {
    id: profile.id,
    targetClass: 'mcu',
    device: profile.id,
    chip: chipOfProfile(profile),
    family: profile.family ?? notSeen,
    runtime: notSeen,
    publishedRuntime: notSeen,
    lineage: notSeen,
    portableKernels: false,
    network: notSeen,
    precision: 'int8',
    batch: 1,
    scenario: 'SingleStream',
    threads: null,
    mode: null,
    clockMhz: si(profile.clock) / 1e6,
    supplyV: profile.supply ? si(profile.supply) : null,
    regulator: profile.regulator ?? null,
    accelerators: 1,
    boundary: profile.boundary,
    latencyMs: null,
    latencyP90Ms: null,
    throughputPerS: null,
    powerW: null,
    energyJ: null,
    dutyCycle: null,
    sparsity: null,
    sparsityLevel: null,
    speedup: null,
    use: 'score',
    except: [],
    reason: null,
    source: profile.id,
    note: null,
    ...parts,
  };
}
