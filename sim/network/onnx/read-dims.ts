import { dimsKey } from './metadata-keys.ts';
import type { Refuse } from './model-error.ts';

const largestDim = 65536;

/**
 * The largest sizes of free dimensions, from the JSON of the metadata entry `sparsewatt.dims`.
 * @throws through `refuse`: E_MODEL_SHAPE
 */
export function readDims(text: string | undefined, refuse: Refuse): Record<string, number> {
  if (text === undefined) return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    json = null;
  }
  const entries =
    typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : null;
  const fits = (size: unknown) =>
    Number.isSafeInteger(size) && Number(size) >= 1 && Number(size) <= largestDim;
  if (!entries?.every(([, size]) => fits(size))) {
    return refuse(
      'E_MODEL_SHAPE',
      `metadata '${dimsKey}' is ${JSON.stringify(text.slice(0, 80))}; an object of whole numbers from 1 to ${largestDim} by ` +
        'the name of the dimension is expected, as in {"T": 256}',
    );
  }
  return Object.fromEntries(entries as [string, number][]);
}
