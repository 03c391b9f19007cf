import { floatWord } from '../../../../../kernels/index.ts';
import { ProgramLayer } from './program-layer.ts';
import type { ProgramStep } from './program-steps.ts';
import type { ProgramParts } from './step-writer.ts';

type TokenStep = ProgramStep & {
  readonly kind: 'embed' | 'norm' | 'attention' | 'mean' | 'largest' | 'tokens';
};

/** Bytes of the panels that a matrix takes together: its rows are read once for all of them, which the first cache should hold. */
const tileBytes = 24 * 1024;

/** A step on tokens, as `writeStep`. @param roomAt address of room for the scores of attention */
export function writeTokenStep(
  { table, arena, buffers, base, sequences, wide, densest }: ProgramParts,
  at: number,
  step: TokenStep,
  roomAt: number,
): ProgramLayer | null {
  const [x = 0, other] = step.inputs;
  const { channels, part, sequence } = buffers[step.output]!;
  const plain = (buffer: number) => base + buffers[buffer]!.plain!;
  const { length, whole } =
    sequences[(step.kind === 'mean' || step.kind === 'largest' ? buffers[x]!.sequence : sequence)!]!;
  const out = plain(step.output);
  switch (step.kind) {
    case 'embed': {
      const { table: rows, scales, positions } = step;
      const { buffer, byteOffset } = rows.values;
      const bytes = arena.putBytes(new Uint8Array(buffer, byteOffset, rows.values.length));
      const scale = arena.putFloats(scales ?? new Float32Array(rows.rows).fill(1));
      const position = positions ? arena.putFloats(positions) : 0;
      const residual = step.inputs.length > 0 ? plain(x) : 0;
      const { ids } = sequences[step.sequence]!;
      table.put(at, 'embed', channels, [length, ids, bytes, scale, position, rows.cols, out, part, residual]);
      return null;
    }
    case 'norm': {
      const constants = [arena.putFloats(step.gamma), arena.putFloats(step.beta)];
      table.put(at, 'norm', channels, [
        ...[length, plain(x), part, channels, floatWord(step.epsilon)],
        ...[...constants, out],
      ]);
      return null;
    }
    case 'attention': {
      const [q, k, v] = step.inputs.map(plain) as [number, number, number];
      const { heads, features, valueFeatures, scale } = step;
      table.put(at, 'attend', channels, [
        ...[length, q, k, v, out, buffers[x]!.part, part, heads, features, valueFeatures],
        ...[floatWord(scale), roomAt, whole],
      ]);
      return null;
    }
    case 'mean':
    case 'largest':
      table.put(at, step.kind, channels, [length, plain(x), buffers[x]!.part, channels, out]);
      return null;
    case 'tokens': {
      const { matrix, relu } = step;
      const group = buffers[x]!.part;
      const layer = new ProgramLayer(arena, matrix, panelColumns(matrix.weights.cols), densest, true);
      const panels = Math.max(2, Math.floor(tileBytes / group));
      const spans = arena.allocate(12 * (matrix.ladder?.layer.levelEnds.length ?? 1));
      table.tokens(at, channels, {
        ...{ length, x: plain(x), group, out, outGroup: part, floor: relu ? 0 : Number.NEGATIVE_INFINITY },
        ...{ residual: other === undefined ? 0 : plain(other), wide, panels, spans },
      });
      return layer;
    }
  }
}

const panelColumns = (cols: number) => Uint32Array.from({ length: cols }, (_, c) => 32 * c);
