// What one inference costs on a microcontroller at every ladder level, under two runtimes.
// In a clone: node --import tsx examples/library.ts
import { loadNetwork, loadTarget, pointList } from 'sparsewatt';

const network = await loadNetwork('scenarios/models/digits-ladder.onnx');
const levels = pointList(network).filter((point) => point.gates.every((gate) => gate === null));

for (const runtime of ['x-cube-ai-10.2', 'sparsewatt-4x1']) {
  const target = await loadTarget('nucleo-u575zi-q', runtime);
  const mark = target.grade === 'estimated' ? ' (est.)' : '';
  for (const point of levels) {
    const plan = { network, unit: target.units[0]!.name, numericForm: 'int8', point } as const;
    const stages = target.lower(plan, null);
    const latencyMs = stages.reduce((sum, stage) => sum + stage.durationNs, 0) / 1e6;
    const energyJ = stages.flatMap((stage) => Object.values(stage.joules)).reduce((sum, j) => sum + j, 0);
    console.log(
      `${runtime}${mark} ${point.id}: ${latencyMs.toFixed(1)} ms, ${(energyJ * 1e3).toFixed(3)} mJ`,
    );
  }
}
