/**
 * What the compute shaders share: sizes, operands, and the epilogue. X is [cols][n] and Y [rows][n], row major. The
 * order of the uniform's fields is that of `resident-product.ts`.
 */
export const shaderHead = /* wgsl */ `
struct Sizes { rows: u32, cols: u32, n: u32, segments: u32, stride: u32, affine: u32, relu: u32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
/** (scale, bias) by row; one pair when there is neither. */
@group(0) @binding(3) var<storage, read> epilogue: array<vec2f>;

fn finish(sum: f32, row: u32) -> f32 {
  var value = sum;
  if (sizes.affine == 1u) { value = epilogue[row].x * value + epilogue[row].y; }
  if (sizes.relu == 1u) { value = max(value, 0.0); }
  return value;
}
`;
