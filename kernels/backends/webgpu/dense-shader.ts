import { shaderHead } from './shader-head.ts';

/** Rows and columns of Y that one workgroup computes: small, so that few columns still make many workgroups. */
export const denseTile = [16, 32] as const;

const parts = ['x', 'y', 'z', 'w'] as const;
const each = <T>(items: readonly T[], line: (item: T, i: number) => string) =>
  items.map(line).join('\n      ');
const own = [0, 1, 2, 3];

/**
 * Tiles of 16 x 32 of Y. Eight slices of 32 threads share the depth: of every 64 columns of W, slice s takes eight, and
 * sums 4 x 4 of Y a thread from its own tiles in workgroup memory, while it loads the next ones. The slices' sums are
 * added in their order. Beyond the depth the tiles hold zeros.
 */
export const denseShader = /* wgsl */ `${shaderHead}
@group(0) @binding(4) var<storage, read> weights: array<f32>;
/** [slices][8 depths][5] of four rows each; the fifth keeps neighbouring depths in different banks. */
var<workgroup> tileW: array<vec4f, 320>;
/** [slices][2][32 columns] of four depths each; at the end [4 slices][4][32] of sums. */
var<workgroup> tileX: array<vec4f, 512>;

/** Four rows of W at one depth. Beyond the end of W a load gives anything. */
fn fourRows(starts: vec4u, depth: u32) -> vec4f {
  let at = starts + depth;
  let w = vec4f(weights[at.x], weights[at.y], weights[at.z], weights[at.w]);
  return select(vec4f(), w, depth < sizes.cols);
}

/** Four depths of X at one column. */
fn fourDepths(depth: u32, col: u32) -> vec4f {
  let at = depth * sizes.n + col;
  let v = vec4f(x[at], x[at + sizes.n], x[at + 2u * sizes.n], x[at + 3u * sizes.n]);
  return select(vec4f(), v, vec4u(depth, depth + 1u, depth + 2u, depth + 3u) < vec4u(sizes.cols));
}

@compute @workgroup_size(32, 8)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u
) {
  let lane = local.x;
  let slice = local.y;
  let row = (group.z * groups.x + group.x) * 16u + (lane >> 3u) * 4u;
  let left = group.y * 32u;
  // Beyond the edges of Y a thread repeats the last row or column: all of them must come to the barriers.
  let starts = min(vec4u(row, row + 1u, row + 2u, row + 3u), vec4u(sizes.rows - 1u)) * sizes.cols;
  let loaded = min(left + lane, sizes.n - 1u);
  let toW = slice * 40u + (lane & 7u) * 5u + (lane >> 3u);
  let toX = slice * 64u + lane;
  let fromW = slice * 40u + (lane >> 3u);
  let fromX = slice * 64u + (lane & 7u);

  var depth = slice * 8u;
  var w = fourRows(starts, depth + (lane & 7u));
  var low = fourDepths(depth, loaded);
  var high = fourDepths(depth + 4u, loaded);
  ${each(own, (j) => `var sum${j} = vec4f();`)}
  for (var done = 0u; done < sizes.cols; done += 64u) {
    tileW[toW] = w;
    tileX[toX] = low;
    tileX[toX + 32u] = high;
    workgroupBarrier();
    depth += 64u;
    w = fourRows(starts, depth + (lane & 7u));
    low = fourDepths(depth, loaded);
    high = fourDepths(depth + 4u, loaded);
    for (var half = 0u; half < 2u; half++) {
      ${each(own, (j) => `let x${j} = tileX[fromX + half * 32u + ${j * 8}u];`)}
      ${each(parts, (_, k) => `let w${k} = tileW[fromW + half * 20u + ${k * 5}u];`)}
      ${each(parts, (part, k) => own.map((j) => `sum${j} += w${k} * x${j}.${part};`).join(' '))}
    }
    workgroupBarrier();
  }

  // Eight sums of each value of Y: the later four slices' onto the earlier ones', then those four in order.
  let place = (slice & 3u) * 128u + lane;
  if (slice >= 4u) { ${own.map((j) => `tileX[place + ${j * 32}u] = sum${j};`).join(' ')} }
  workgroupBarrier();
  if (slice < 4u) { ${own.map((j) => `tileX[place + ${j * 32}u] += sum${j};`).join(' ')} }
  workgroupBarrier();
  let col = left + (lane & 7u) + slice * 8u;
  if (slice < 4u && col < sizes.n) {
    let at = slice * 32u + lane;
    let sum = tileX[at] + tileX[at + 128u] + tileX[at + 256u] + tileX[at + 384u];
    for (var i = 0u; i < 4u && row + i < sizes.rows; i++) { y[(row + i) * sizes.n + col] = finish(sum[i], row + i); }
  }
}
`;
