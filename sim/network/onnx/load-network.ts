import { readFile, stat } from 'node:fs/promises';
import type { Network } from '../network.ts';
import { ModelError } from './model-error.ts';

/** Larger files are refused before they are read: the networks this tool is for are a few megabytes. */
export const maxModelBytes = 256 * 1024 * 1024;

/**
 * Reads a network from an ONNX file.
 * @throws ModelError when the file is missing, too large, broken, or holds what is not supported
 */
export async function loadNetwork(file: string): Promise<Network> {
  const bytes = await readModelFile(file);
  const { readOnnx } = await import('./read-onnx.ts');
  return readOnnx(bytes, file);
}

/** The bytes of a model file, checked for presence and size. */
async function readModelFile(file: string): Promise<Uint8Array> {
  let size: number;
  try {
    const found = await stat(file);
    if (!found.isFile()) {
      throw new ModelError('E_MODEL_MISSING', file, 'not a file; give the path of an .onnx file');
    }
    size = found.size;
  } catch (error) {
    if (error instanceof ModelError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new ModelError('E_MODEL_MISSING', file, `cannot be opened (${code}); check the path`);
  }
  if (size > maxModelBytes) {
    throw new ModelError(
      'E_MODEL_TOO_LARGE',
      file,
      `${size} bytes, at most ${maxModelBytes} are read; use a smaller network`,
    );
  }
  return readFile(file);
}
