import {
  floatWord,
  plainPlane,
  pointFunctions,
  type StepTable,
  unfoldedColumns,
  type WasmArena,
} from '../../../../../kernels/index.ts';
import type { MatrixStep } from '../../plan.ts';
import { byteRoom, type RoomOptions } from './byte-room.ts';
import { Int8ProgramLayer } from './int8-program-layer.ts';
import { type BufferPlaces, sharedLayout } from './program-buffers.ts';
import { ProgramLayer } from './program-layer.ts';
import type { ProgramStep } from './program-steps.ts';
import { writeTokenStep } from './write-token-step.ts';

/** Values of a pool's average, as the kernels name it. */
const averages = { max: 0, 'mean-inside': 1, 'mean-whole': 2 } as const;

export type StepLayer = ProgramLayer | Int8ProgramLayer;

/** What steps are written with. */
export interface ProgramParts {
  readonly arena: WasmArena;
  readonly table: StepTable;
  readonly buffers: readonly BufferPlaces[];
  /** Address of the activations. */
  readonly base: number;
  /** Address of room for four channels of any image. */
  readonly tile: number;
  readonly wide: boolean;
  readonly densest: number;
  /** [buffers] value of a step of the bytes that convolutions read; null: they read float32. */
  readonly scales: readonly (number | null)[];
  /** Bytes of the values that a convolving step reads. */
  valueBytes(step: ProgramStep): 1 | 4;
  /** How bytes are multiplied. */
  readonly byteKernel: 2 | 3 | 4;
  readonly roomOptions: RoomOptions;
  /** By sequence, addresses of its ids, of the number of tokens that the step sees and of that of all, and the most. */
  readonly sequences: readonly {
    readonly ids: number;
    readonly length: number;
    readonly whole: number;
    readonly most: number;
  }[];
}

/**
 * Writes step `i` into the table at `at`, its weights and constants into memory.
 * @param roomAt address of what `byteRoom` says @returns its weights, if it has some
 */
export function writeStep(
  parts: ProgramParts,
  at: number,
  step: ProgramStep,
  i: number,
  roomAt: number,
): StepLayer | null {
  const { table, arena, buffers, sequences, base, densest } = parts;
  const [x = 0, other] = step.inputs;
  const { channels, pixels, sequence, part, plain: kept } = buffers[step.output]!;
  const plain = (buffer: number) => base + buffers[buffer]!.plain!;
  // What a step covers: channels, or panels of as many tokens as there are.
  const to = () => [plain(step.output), part, sequence === null ? 0 : sequences[sequence]!.length];
  switch (step.kind) {
    case 'add':
      table.put(at, 'add', channels, [plain(x), plain(other!), floatWord(floorOf(step)), ...to()]);
      return null;
    case 'multiply':
    case 'subtract': {
      const minus = step.kind === 'subtract' ? 1 : 0;
      table.put(at, 'combine', channels, [plain(x), plain(other!), minus, ...to()]);
      return null;
    }
    case 'point':
      table.put(at, 'apply', channels, [plain(x), pointFunctions.indexOf(step.point), 0, ...to()]);
      return null;
    case 'concat': {
      const places = step.inputs.flatMap((buffer) => [plain(buffer), buffers[buffer]!.channels * part]);
      table.put(at, 'join', channels, [arena.putIntegers(places), step.inputs.length, 0, ...to()]);
      return null;
    }
    case 'pool': {
      const { shape, pool, outHeight, outWidth } = step.pool;
      const from = [plain(x), plainPlane(shape.height * shape.width), shape.height, shape.width];
      const window = [
        shape.kernelH,
        shape.kernelW,
        shape.strideH,
        shape.strideW,
        shape.padTop,
        shape.padLeft,
      ];
      const out = [plain(step.output), part, outHeight, outWidth];
      table.put(at, 'pool', channels, [...from, ...window, averages[pool], ...out]);
      return null;
    }
    case 'vector': {
      const [from, out, floor] = [plain(x), plain(step.output), floorOf(step)];
      const columns = plainColumns(step.matrix);
      const room = byteRoom(step, null, false, parts.roomOptions);
      if (!room) {
        table.multiply(at, channels, from, floor, out);
        return new ProgramLayer(arena, step.matrix, columns, densest);
      }
      const [row, rowColumns, vector] = [roomAt + room.row, roomAt + room.rowColumns, roomAt + room.vector];
      const offsets = columns.every((offset, c) => offset === 4 * c) ? 0 : arena.putIntegers(columns);
      table.multiplyBytes(at, channels, {
        ...{ x: from, floor, out, columns: columns.length, offsets, row, rowColumns, vector },
      });
      const inRow = columns.map((_, c) => 2 * c);
      const form = { densest, inputScale: 1, chained: false, shares: false, channelFours: null };
      return new Int8ProgramLayer(arena, step.matrix, inRow, form);
    }
    case 'convolve': {
      const valueBytes = parts.valueBytes(step);
      const { layout, offset, lastStep } = sharedLayout(buffers[x]!.layouts, step, valueBytes)!;
      const room = byteRoom(step, layout, lastStep === i, parts.roomOptions);
      const convolution = {
        ...{ channels, pixels, floor: floorOf(step), x: base + offset },
        residual: other === undefined ? 0 : plain(other),
        out: kept === null ? parts.tile : plain(step.output),
        keeps: kept !== null,
      };
      const columns = unfoldedColumns(layout, step.matrix.shape)!;
      if (!room) {
        table.convolve(at, convolution, parts.wide ? 1 : 0);
        return new ProgramLayer(arena, step.matrix, columns, densest);
      }
      const { byteKernel: kernel, wide } = parts;
      const { fours: packedFours } = room;
      table.convolveBytes(at, convolution, {
        ...{ kernel, wide, row: roomAt + room.row, rowColumns: roomAt + room.rowColumns },
        ...{ channelBytes: packedFours?.channelBytes ?? 0, groups: packedFours?.groups ?? 0 },
        packed: !packedFours ? 0 : room.replaces ? base + offset : roomAt + room.packed,
        packRoom: room.replaces ? roomAt + room.packed : 0,
      });
      const inputScale = parts.scales[x]!;
      const form = {
        densest,
        inputScale,
        chained: kernel === 3,
        shares: room.shares,
        channelFours: packedFours,
      };
      return new Int8ProgramLayer(arena, step.matrix, columns, form);
    }
    default:
      return writeTokenStep(parts, at, step, roomAt);
  }
}

const floorOf = ({ relu }: { readonly relu: boolean }) => (relu ? 0 : Number.NEGATIVE_INFINITY);

/** Byte offset of each column (channel, ky, kx) in plain values, for a window without padding at the first pixel. */
function plainColumns({ shape, weights }: MatrixStep): Uint32Array {
  const { width, kernelH, kernelW } = shape;
  const plane = plainPlane(shape.height * width);
  return Uint32Array.from({ length: weights.cols }, (_, i) => {
    const [c, inside] = [Math.floor(i / (kernelH * kernelW)), i % (kernelH * kernelW)];
    return c * plane + (Math.floor(inside / kernelW) * width + (inside % kernelW)) * 4;
  });
}
