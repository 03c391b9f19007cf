import { BackendUnavailableError } from '../backend-unavailable-error.ts';
import { loadOptional } from '../load-optional.ts';

type CreateContext = (width: number, height: number, options?: object) => object | null;

/** Where the bundle of gpu.js (scripts/bundle-gpu.mjs) looks for `gl`. */
const slot = Symbol.for('sparsewatt.gl');

/**
 * Gives gpu.js the user's own package `gl`, after drawing a first context with it.
 * @throws BackendUnavailableError when `gl` is missing, was not built for this Node, or has no display to draw on
 */
export async function loadGl(): Promise<void> {
  const found = globalThis as { [slot]?: CreateContext };
  if (found[slot]) return;
  let module: Record<string, unknown> | null;
  try {
    module = await loadOptional('gl');
  } catch (error) {
    throw new BackendUnavailableError(
      'headlessgl',
      `the package "gl" is installed but does not load (${firstLine(error)})`,
      'build it again for this Node: npm rebuild gl',
      { cause: error },
    );
  }
  if (!module) {
    throw new BackendUnavailableError(
      'headlessgl',
      'the optional package "gl" is not installed',
      'npm install gl compiles it; docs/gpu.md lists what it needs',
    );
  }
  const create = module['default'] as CreateContext;
  const context = create(2, 2, { preserveDrawingBuffer: true });
  if (!context) {
    const display = process.env['DISPLAY'];
    throw new BackendUnavailableError(
      'headlessgl',
      process.platform === 'linux' && !display
        ? 'the package "gl" made no drawing context: there is no X display'
        : `the package "gl" made no drawing context${display ? ` on display ${display}` : ''}`,
      'start an X server and set DISPLAY, or run the command under: xvfb-run -a',
    );
  }
  found[slot] = create;
}

function firstLine(error: unknown): string {
  return String((error as Error).message ?? error).split('\n')[0]!;
}
