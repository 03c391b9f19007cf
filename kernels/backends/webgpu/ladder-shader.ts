import { shaderHead } from './shader-head.ts';

/** Rows and columns of Y that one workgroup computes: four block rows. */
export const ladderTile = [16, 32] as const;

/**
 * A block row and a column of Y a thread: each value of X serves four rows. Segments lie one after another, sparsest
 * first, with absolute pointers [segments][stride]; the level is how many of them are read.
 */
export const ladderShader = /* wgsl */ `${shaderHead}
@group(0) @binding(4) var<storage, read> values: array<vec4f>;
@group(0) @binding(5) var<storage, read> pointers: array<u32>;
@group(0) @binding(6) var<storage, read> columns: array<u32>;

@compute @workgroup_size(32, 4)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = id.y * 4u;
  if (row >= sizes.rows || id.x >= sizes.n) { return; }
  var sum = vec4f();
  for (var s = 0u; s < sizes.segments; s++) {
    let at = s * sizes.stride + id.y;
    let end = pointers[at + 1u];
    for (var b = pointers[at]; b < end; b++) { sum += values[b] * x[columns[b] * sizes.n + id.x]; }
  }
  for (var i = 0u; i < 4u && row + i < sizes.rows; i++) {
    y[(row + i) * sizes.n + id.x] = finish(sum[i], row + i);
  }
}
`;
