import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import { boardUnit } from './board-cpu/board-unit.ts';
import { requireRunnable } from './board-cpu/require-runnable.ts';
import { cpuUnit } from './cpu/cpu-unit.ts';
import { gpuUnit } from './gpu/gpu-unit.ts';
import { runnableGpu } from './gpu/runnable-gpu.ts';
import { mcuUnit } from './mcu/mcu-unit.ts';
import { requireComplete } from './mcu/require-complete.ts';
import { neuromorphicUnit } from './neuromorphic/neuromorphic-unit.ts';
import { chipRuntimes, whyNoRuntime } from './neuromorphic/points/chip-runtimes.ts';
import { chipUnit } from './neuromorphic/points/chip-unit.ts';
import { runnableChip } from './neuromorphic/points/runnable-chip.ts';
import { npuNotRun } from './npu/npu-not-run.ts';
import type { Profile } from './profile-schema.ts';
import { shownName } from './read-input.ts';
import type { UnitModel } from './unit-model.ts';

/** The entry of `runtimes` that was asked for. @param hint why it is none, where that is known @throws InputError E_UNKNOWN_RUNTIME */
export function pickRuntime<T>(
  runtimes: Readonly<Record<string, T>>,
  name: string,
  id: string,
  file: string,
  hint?: string,
): T {
  const runtime = Object.hasOwn(runtimes, name) ? runtimes[name] : undefined;
  if (runtime !== undefined) return runtime;
  const allowed = Object.keys(runtimes);
  const guess = didYouMean(name, allowed);
  throw new InputError([
    {
      file: shownName(file),
      line: 0,
      column: 0,
      code: 'E_UNKNOWN_RUNTIME',
      path: '',
      message: `"${name}" is not a runtime of ${id}.`,
      allowed,
      ...(guess && !hint ? { didYouMean: guess } : {}),
      ...(hint ? { hint: `${hint}.` } : {}),
    },
  ]);
}

/** Cost model of a one-unit profile under a runtime; null for a system, which has several. */
export function unitOfProfile(
  profile: Profile,
  runtime: string,
  file: string,
  name: string,
): UnitModel | null {
  switch (profile.class) {
    case 'mcu':
      return mcuUnit(
        requireComplete(profile, file),
        pickRuntime(profile.runtimes, runtime, profile.id, file),
        name,
      );
    case 'npu':
      throw npuNotRun(profile, file);
    case 'spiking-chip':
      return chipUnit(
        runnableChip(profile, file),
        pickRuntime(chipRuntimes(profile), runtime, profile.id, file, whyNoRuntime(profile, runtime)),
        name,
      );
    case 'sbc-cpu':
    case 'phone': {
      const board = requireRunnable(profile, file);
      return boardUnit(board, pickRuntime(board.runtimes, runtime, board.id, file), name);
    }
    case 'server-cpu':
      return cpuUnit(profile, pickRuntime(profile.runtimes, runtime, profile.id, file), name);
    case 'server-gpu':
    case 'edge-gpu': {
      const gpu = runnableGpu(profile, file);
      return gpuUnit(gpu, pickRuntime(gpu.runtimes, runtime, gpu.id, file), name);
    }
    case 'neuromorphic': {
      const codes = chipRuntimes(profile);
      const hint = whyNoRuntime(profile, runtime);
      const picked = pickRuntime({ ...profile.runtimes, ...codes }, runtime, profile.id, file, hint);
      return 'form' in picked ? chipUnit(profile, picked, name) : neuromorphicUnit(profile, picked, name);
    }
    case 'system':
      return null;
  }
}
