import { si } from '../targets/quantity.ts';
import type { MemoryBudget, StorageRule } from './memory-needs.ts';
import type { PredictableProfile } from './predictable-profile.ts';

/** Flash of a runtime library and an application, after the sizes that submissions to MLPerf Tiny state. An estimate. */
const codeBytes = 64 * 1024;

/** SRAM kept for stack, drivers and variables where the profile says nothing. An estimate. */
const stackBytes = 16 * 1024;

/** Memories of a target. A processor or card with one large memory holds weights and activations there. */
export function memoryBudgets(profile: PredictableProfile): MemoryBudget[] {
  if (profile.class === 'mcu') {
    const budgets: MemoryBudget[] = [];
    if (profile.flash)
      budgets.push({
        name: 'flash',
        availableBytes: si(profile.flash),
        reservedBytes: codeBytes,
        holds: 'weights',
      });
    if (profile.sram)
      budgets.push({
        name: 'sram',
        availableBytes: si(profile.sram),
        reservedBytes: profile.stackBytes ? si(profile.stackBytes) : stackBytes,
        holds: 'activations',
      });
    return budgets;
  }
  return 'dram' in profile && profile.dram
    ? [{ name: 'dram', availableBytes: si(profile.dram), reservedBytes: 0, holds: 'both' }]
    : [];
}

/**
 * How a dense runtime stores a network: on a microcontroller per-channel constants of 12 bytes (32-bit bias, multiplier and
 * shift, TensorFlow Lite's scheme) and two im2col columns of 16-bit values as CMSIS-NN allocates; elsewhere a bias.
 */
export function storageRule(profile: PredictableProfile, bytesPerValue: number, batch: number): StorageRule {
  const mcu = profile.class === 'mcu';
  return {
    bytesPerValue,
    bytesPerChannel: mcu && bytesPerValue === 1 ? 12 : 4,
    workBytesPerDepth: mcu ? (bytesPerValue === 1 ? 4 : 8) : 0,
    batch,
  };
}
