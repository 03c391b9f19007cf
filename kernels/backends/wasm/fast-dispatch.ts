import { type Dispatch, fixedDispatch } from './dispatch.ts';
import { hasRelaxedSimd } from './engine-features.ts';
import type { KernelBuild } from './kernel-build.ts';
import { measureDispatch } from './measure-dispatch.ts';

/** What the fast mode uses in this thread. */
export interface FastDispatch {
  readonly build: KernelBuild;
  readonly dispatch: Dispatch;
  /** Why the fast build is not used; null: it is. */
  readonly fault: string | null;
}

let measured: FastDispatch | undefined;

/** Tries the fast build against float64 and measures what pays; once a thread, about 50 ms. */
export function fastDispatch(): FastDispatch {
  measured ??= measure();
  return measured;
}

function measure(): FastDispatch {
  if (!hasRelaxedSimd()) {
    const fault = 'this engine has no relaxed SIMD';
    return { build: 'reproducible', dispatch: measureDispatch('reproducible'), fault };
  }
  try {
    return { build: 'fast', dispatch: measureDispatch('fast'), fault: null };
  } catch (error) {
    return { build: 'reproducible', dispatch: fixedDispatch, fault: (error as Error).message };
  }
}
