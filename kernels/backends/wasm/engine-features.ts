import { setFlagsFromString } from 'node:v8';
import { webAssembly } from './web-assembly.ts';

/** A module of one function that holds f32x4.relaxed_madd: what decides is whether the engine accepts it. */
const relaxedProbe = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 8, 1, 96, 3, 123, 123, 123, 1, 123], // type: (v128, v128, v128) -> v128
  ...[3, 2, 1, 0], // function 0 has type 0
  ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 253, 133, 2, 11], // local.get 0 1 2, f32x4.relaxed_madd, end
]);

const nodeMajor = Number(process.versions.node.split('.')[0]);
let relaxed: boolean | undefined;
let wide: boolean | undefined;

/**
 * Whether relaxed SIMD can be compiled. Node 20 has it behind a flag of V8, which is set here, in every thread that
 * asks, before anything is compiled; newer ones know no such flag.
 */
export function hasRelaxedSimd(): boolean {
  if (relaxed === undefined) {
    if (nodeMajor === 20) setFlagsFromString('--experimental-wasm-relaxed-simd');
    relaxed = webAssembly.validate(relaxedProbe);
  }
  return relaxed;
}

/**
 * Asks V8 to join neighbouring 128-bit operations into 256-bit ones (`--experimental-wasm-revectorize`, Node 22 and
 * newer on x86-64). The flag holds for whatever the process compiles from then on; SPARSEWATT_WIDE=0 leaves it off.
 * @returns whether it was asked for; whether it pays is measured by the dispatch
 */
export function joinVectors(): boolean {
  if (wide === undefined) {
    wide = nodeMajor >= 22 && process.arch === 'x64' && process.env['SPARSEWATT_WIDE'] !== '0';
    if (wide) setFlagsFromString('--experimental-wasm-revectorize');
  }
  return wide;
}

/** Whether `joinVectors` has taken effect in this process. */
export function vectorsJoined(): boolean {
  return wide === true;
}
