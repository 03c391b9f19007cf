import { basename } from 'node:path';
import type { NetworkTables } from './obtain-run-tables.ts';

/**
 * Name of a network in option and policy ids: `ladder`, `dense`, and `small-dense-0.375` for a file
 * `...-small-0375.onnx` (a trailing number with a leading zero is read as a width factor).
 */
export function networkId({ role, file }: Pick<NetworkTables, 'role' | 'file'>): string {
  if (role !== 'small-dense') return role;
  const suffix = basename(file)
    .replace(/\.onnx$/, '')
    .split('-')
    .at(-1)!;
  return `small-dense-${/^0\d+$/.test(suffix) ? `0.${suffix.slice(1).replace(/0+$/, '')}` : suffix}`;
}
