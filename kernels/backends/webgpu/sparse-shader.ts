import { shaderHead } from './shader-head.ts';

/** How the threads of a workgroup share its part of Y. */
export interface SparseShape {
  /** Values that share a column of W: 1 in CSR, 4 in a ladder. */
  readonly height: 1 | 4;
  /** (Block) rows of a workgroup. */
  readonly rows: number;
  /** Threads that split the blocks of a row between them. */
  readonly slices: number;
  /** Threads side by side along a row of X. */
  readonly lanes: number;
  /** Columns of Y a thread. */
  readonly columns: number;
}

/** Blocks that a thread loads at once, so that it waits for memory once for all of them. */
const together = 4;

/** Rows and columns of Y that one workgroup computes. */
export const sparseTile = ({ height, rows, lanes, columns }: SparseShape): readonly [number, number] => [
  height * rows,
  lanes * columns,
];

/**
 * A row of blocks times X. What bounds it is the wait for a block's column and then for a row of X, so many threads
 * share a row: slice s sums blocks s, s + slices, ...; the slices' sums are added in their order. Segments lie one after
 * another, sparsest first, with absolute pointers [segments][stride]; the level is how many of them are read.
 */
export function sparseShader(shape: SparseShape): string {
  const { height, rows, slices, lanes, columns } = shape;
  const type = height === 1 ? 'f32' : 'vec4f';
  const blocks = Array.from({ length: together }, (_, i) => i);
  const own = Array.from({ length: columns }, (_, j) => j);
  const lines = (parts: readonly string[]) => parts.join('\n      ');
  const step = (position: (i: number) => string, sum: (i: number, j: number) => string) =>
    lines([
      ...blocks.map((i) => `let at${i} = ${position(i)};`),
      ...blocks.map((i) => `let row${i} = columns[at${i}] * sizes.n;`),
      ...blocks.map((i) => `let value${i} = values[at${i}];`),
      ...blocks.flatMap((i) => own.map((j) => `let x${i}${j} = x[row${i} + col${j}];`)),
      ...blocks.flatMap((i) => own.map((j) => `sum${j} = ${sum(i, j)};`)),
    ]);
  const added = (i: number, j: number) => `sum${j} + value${i} * x${i}${j}`;
  const ahead = (i: number) => `b + ${i * slices}u`;
  return /* wgsl */ `${shaderHead}
@group(0) @binding(4) var<storage, read> values: array<${type}>;
@group(0) @binding(5) var<storage, read> pointers: array<u32>;
@group(0) @binding(6) var<storage, read> columns: array<u32>;
/** [rows][slices][columns of the tile] */
var<workgroup> sums: array<${type}, ${rows * slices * lanes * columns}>;

@compute @workgroup_size(${lanes}, ${slices}, ${rows})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) local: vec3u
) {
  let row = (group.z * groups.x + group.x) * ${rows}u + local.z;
  let first = row * ${height}u;
  let left = group.y * ${lanes * columns}u + local.x;
  // Beyond the last column a thread repeats it: all of them must come to the barrier.
  ${lines(own.map((j) => `let col${j} = min(left + ${j * lanes}u, sizes.n - 1u);`))}
  ${lines(own.map((j) => `var sum${j} = ${type}();`))}
  let segments = select(0u, sizes.segments, first < sizes.rows);
  for (var s = 0u; s < segments; s++) {
    let pointer = s * sizes.stride + row;
    let end = pointers[pointer + 1u];
    var b = pointers[pointer] + local.y;
    for (; ${ahead(together - 1)} < end; b += ${together * slices}u) {
      ${step(ahead, added)}
    }
    if (b < end) {
      let last = end - 1u;
      ${step(
        (i) => `min(${ahead(i)}, last)`,
        (i, j) => (i ? `select(sum${j}, ${added(i, j)}, ${ahead(i)} < end)` : added(i, j)),
      )}
    }
  }
  let place = local.z * ${slices * lanes * columns}u + local.x;
  ${lines(own.map((j) => `sums[place + local.y * ${lanes * columns}u + ${j * lanes}u] = sum${j};`))}
  workgroupBarrier();
  let col = left + local.y * ${lanes}u;
  if (local.y < ${columns}u && col < sizes.n) {
    var sum = ${type}();
    for (var s = 0u; s < ${slices}u; s++) { sum += sums[place + s * ${lanes * columns}u + local.y * ${lanes}u]; }
    ${
      height === 1
        ? 'if (first < sizes.rows) { y[first * sizes.n + col] = finish(sum, first); }'
        : `for (var i = 0u; i < 4u && first + i < sizes.rows; i++) {
      y[(first + i) * sizes.n + col] = finish(sum[i], first + i);
    }`
    }
  }
}
`;
}
