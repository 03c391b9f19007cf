/**
 * What batches are worth: throughput of passes of several samples as the simulator's targets lower them, beside MLPerf's
 * published SingleStream and Offline rows. `--json` for a machine.
 */
import { parseArgs } from 'node:util';
import { loadRunnableTarget } from '../sim/calibration/load-runnable-target.ts';
import { loadMeasured } from '../sim/calibration/measured/load-measured.ts';
import { benchmarkNetwork } from '../sim/network/benchmarks/benchmark-network.ts';
import type { OperatingPoint } from '../sim/sparsity/operating-point.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const batches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 1024];

/** A target, a network, and published rows of as many processors as named. */
const cases = [
  {
    target: 'a100',
    runtime: 'tensorrt-8.6',
    network: 'resnet-50-v1.5',
    rows: [
      ['inf-v3.0-NVIDIA-A100-PCIe-80GBx1-TRT-resnet50-SingleStream', 1, 'launches fitted'],
      ['inf-v3.0-NVIDIA-A100-PCIe-80GBx1-TRT-resnet50-Offline', 1, 'arithmetic fitted, without batches'],
      ['inf-v3.0-NVIDIA-DGX-A100-A100-SXM-80GBx1-TRT-resnet50-Offline', 1, 'left out; SXM, more power'],
    ],
  },
  {
    target: 'a100',
    runtime: 'tensorrt-8.6',
    network: 'ssd-resnet34-1200',
    rows: [
      ['inf-v1.1-NVIDIA-A100-PCIex8-TRT-MaxQ-ssd-resnet34-Offline', 8, 'left out; 40 GB, MaxQ, TensorRT 8.0'],
    ],
  },
  {
    target: 'jetson-agx-orin',
    runtime: 'tensorrt-8.5-maxq',
    network: 'resnet-50-v1.5',
    rows: [
      ['inf-v3.0-NVIDIA-Orin-TRT-MaxQ-resnet50-SingleStream', 1, 'fitted'],
      [
        'inf-v3.0-NVIDIA-Orin-TRT-MaxQ-resnet50-Offline',
        1,
        'left out; the accelerators worked too, other clocks',
      ],
    ],
  },
  {
    target: 'xeon-8380',
    runtime: 'openvino-int8',
    network: 'resnet-50-v1.5',
    rows: [['inf-v1.1-Intel-1-node-2S-ICX-OpenVINO-INT8-resnet50-Offline', 80, 'arithmetic fitted']],
  },
  {
    target: 'xeon-8380',
    runtime: 'openvino-int8',
    network: 'ssd-resnet34-1200',
    rows: [['inf-v1.1-Intel-1-node-2S-ICX-OpenVINO-INT8-ssd-resnet34-Offline', 80, 'left out']],
  },
] as const;

const measured = await loadMeasured(['server-gpu', 'server-cpu', 'edge-gpu']);
const point: OperatingPoint = { id: 'dense', levels: [], gates: [] };
const found = [];
for (const { target: id, runtime, network: name, rows } of cases) {
  const target = await loadRunnableTarget(id, runtime);
  const network = benchmarkNetwork(name);
  const unit = target.units[0]!.name;
  const swept = batches.map((batch) => {
    const stages = target.lower({ network, unit, numericForm: 'int8', point, batch }, null);
    const seconds = stages.reduce((sum, { durationNs }) => sum + durationNs, 0) * 1e-9;
    const joules = stages.reduce((sum, s) => sum + Object.values(s.joules).reduce((a, b) => a + b, 0), 0);
    return { batch, perS: batch / seconds, perSampleJ: joules / batch };
  });
  const published = rows.map(([row, processors, note]) => {
    const one = measured.find((each) => each.id === row);
    if (!one) throw new Error(`no measured row ${row}`);
    const perS = (one.throughputPerS ?? 1e3 / one.latencyMs!) / processors;
    const ours = row.includes('SingleStream') ? swept[0]!.perS : Math.max(...swept.map((each) => each.perS));
    return { row, note, perS, predicted: ours, ratio: ours / perS };
  });
  found.push({ target: id, runtime, network: name, swept, published });
}
if (flags.json) console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'batches', found }));
else
  for (const { target, network, swept, published } of found) {
    console.log(`${target}, ${network}`);
    console.log(
      table(
        ['batch', ...swept.map(({ batch }) => String(batch))],
        [
          ['samples a second', ...swept.map(({ perS }) => perS.toPrecision(4))],
          ['mJ a sample', ...swept.map(({ perSampleJ }) => (1e3 * perSampleJ).toPrecision(3))],
        ],
      ),
    );
    for (const { row, note, perS, ratio } of published)
      console.log(
        `  ${row} (${note}): ${perS.toPrecision(5)} published, ${ratio.toFixed(2)} times that predicted`,
      );
    console.log();
  }
