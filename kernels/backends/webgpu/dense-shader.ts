import { shaderHead } from './shader-head.ts';

/** Rows and columns of Y that one workgroup computes. */
export const denseTile = [32, 32] as const;

/**
 * Tiles of 32 x 32 of Y, 2 x 2 a thread, over tiles of 32 columns of W held in workgroup memory, so that each value
 * is fetched once a workgroup and not once a product. Beyond the edges the tiles hold zeros.
 */
export const denseShader = /* wgsl */ `${shaderHead}
@group(0) @binding(4) var<storage, read> weights: array<f32>;
var<workgroup> tileW: array<f32, 1024>;
var<workgroup> tileX: array<f32, 1024>;

fn store(row: u32, col: u32, sum: f32) {
  if (row < sizes.rows && col < sizes.n) { y[row * sizes.n + col] = finish(sum, row); }
}

@compute @workgroup_size(16, 16)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let row = group.y * 32u;
  let col = group.x * 32u;
  var sum = vec4f();
  for (var first = 0u; first < sizes.cols; first += 32u) {
    for (var part = 0u; part < 4u; part++) {
      let i = local.y + 16u * (part >> 1u);
      let j = local.x + 16u * (part & 1u);
      var w = 0.0;
      if (row + i < sizes.rows && first + j < sizes.cols) { w = weights[(row + i) * sizes.cols + first + j]; }
      tileW[i * 32u + j] = w;
      var v = 0.0;
      if (first + i < sizes.cols && col + j < sizes.n) { v = x[(first + i) * sizes.n + col + j]; }
      tileX[i * 32u + j] = v;
    }
    workgroupBarrier();
    for (var k = 0u; k < 32u; k++) {
      let w = vec2f(tileW[local.y * 32u + k], tileW[(local.y + 16u) * 32u + k]);
      let v = vec2f(tileX[k * 32u + local.x], tileX[k * 32u + local.x + 16u]);
      sum += w.xxyy * v.xyxy;
    }
    workgroupBarrier();
  }
  store(row + local.y, col + local.x, sum.x);
  store(row + local.y, col + local.x + 16u, sum.y);
  store(row + local.y + 16u, col + local.x, sum.z);
  store(row + local.y + 16u, col + local.x + 16u, sum.w);
}
`;
