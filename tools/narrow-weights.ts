/**
 * Rounds the matrices of committed networks to halves, in place: `node --import tsx tools/narrow-weights.ts FILE.onnx ...`. The
 * file has another hash and the network slightly other answers; outcome tables and recorded answers of it must be made anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import onnxProto from 'onnx-proto';
import { narrowConstants } from '../sim/network/onnx/narrow-constants.ts';

const { ModelProto } = onnxProto.onnx;
for (const file of process.argv.slice(2)) {
  const before = readFileSync(file);
  const model = ModelProto.decode(before);
  const matrices = narrowConstants(model.graph!);
  const after = ModelProto.encode(model).finish();
  writeFileSync(file, after);
  console.log(`${file}: ${matrices} matrices, ${before.length} bytes -> ${after.length}`);
}
