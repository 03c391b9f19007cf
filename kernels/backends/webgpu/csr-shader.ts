import { shaderHead } from './shader-head.ts';

/** Rows and columns of Y that one workgroup computes. */
export const csrTile = [8, 32] as const;

/** A row and a column of Y a thread; neighbours share the row, so its entries are read once and X in one piece. */
export const csrShader = /* wgsl */ `${shaderHead}
@group(0) @binding(4) var<storage, read> values: array<f32>;
@group(0) @binding(5) var<storage, read> pointers: array<u32>;
@group(0) @binding(6) var<storage, read> columns: array<u32>;

@compute @workgroup_size(32, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.y >= sizes.rows || id.x >= sizes.n) { return; }
  var sum = 0.0;
  let end = pointers[id.y + 1u];
  for (var e = pointers[id.y]; e < end; e++) { sum += values[e] * x[columns[e] * sizes.n + id.x]; }
  y[id.y * sizes.n + id.x] = finish(sum, id.y);
}
`;
