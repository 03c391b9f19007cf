import { basename } from 'node:path';
import type { NetworkTables } from './obtain-run-tables.ts';

/**
 * Name of a network in option and policy ids: `ladder`, `dense`, and `small-dense-0.375` for a file
 * `...-small-0375.onnx` (a trailing number with a leading zero is read as a width factor) or `small-w0.375-s1.onnx`.
 */
export function networkId({ role, file }: Pick<NetworkTables, 'role' | 'file'>): string {
  if (role !== 'small-dense') return role;
  const name = basename(file).replace(/\.onnx$/, '');
  const width = /-w(\d+(?:\.\d+)?)(?:-s\d+)?$/.exec(name);
  if (width) return `small-dense-${width[1]}`;
  const suffix = name.split('-').at(-1)!;
  return `small-dense-${/^0\d+$/.test(suffix) ? `0.${suffix.slice(1).replace(/0+$/, '')}` : suffix}`;
}
