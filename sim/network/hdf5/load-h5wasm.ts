import type h5wasm from 'h5wasm';

export interface LoadedHdf5 {
  readonly File: typeof h5wasm.File;
  readonly Group: typeof h5wasm.Group;
  readonly Dataset: typeof h5wasm.Dataset;
  readonly module: Awaited<typeof h5wasm.ready>;
}

let loaded: Promise<LoadedHdf5> | undefined;

/**
 * The HDF5 library in WebAssembly, loaded on first use (a 4 MB module). The build for browsers is taken on purpose: its
 * files live in its own memory, so that no link or external storage in a hostile file reaches the disk.
 */
export function loadH5wasm(): Promise<LoadedHdf5> {
  loaded ??= (async () => {
    const { default: library } = await import('h5wasm');
    const module = await library.ready;
    // Otherwise the library prints its error stack to stderr and goes on with invalid handles.
    module.activate_throwing_error_handler();
    return { File: library.File, Group: library.Group, Dataset: library.Dataset, module };
  })();
  return loaded;
}
