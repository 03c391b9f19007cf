import { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { Network } from '../../../sim/network/network.ts';
import type { TabledNetwork } from '../../../sim/scenario/simulate/build-options.ts';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import type { OperatingPoint } from '../../../sim/sparsity/operating-point.ts';
import type { OutcomeTable } from '../../../sim/sparsity/outcome-table.ts';
import type { Target } from '../../../sim/targets/target.ts';
import { conditions } from '../../../sim/workload/degraded-mnist/conditions.ts';
import { smallUnit } from './small-system.ts';

const sampleCount = 600;
/** Share wrong and service time of each level, and of the dense network. */
const levels = [
  { wrong: 0.02, macs: 1000 },
  { wrong: 0.03, macs: 500 },
  { wrong: 0.08, macs: 200 },
];
const gated: OperatingPoint = { id: 'L1-g1', levels: [1], gates: [0.1] };
const points: OperatingPoint[] = [
  ...levels.map((_, k) => ({ id: `L${k}`, levels: [k], gates: [null] })),
  gated,
];

function table(
  network: string,
  seed: number,
  ofPoints: readonly OperatingPoint[],
  wrong: (point: number) => number,
): OutcomeTable {
  const draws = new RandomStream(seed, network, 'table');
  const cells = ofPoints.length * sampleCount;
  const conditionOf = Uint8Array.from({ length: sampleCount }, (_, i) => i % conditions.length);
  const topClass = new Uint8Array(cells);
  const confidence = new Uint16Array(cells);
  const effectiveMacs = new Uint32Array(cells);
  ofPoints.forEach((point, p) => {
    for (let i = 0; i < sampleCount; i++) {
      const at = p * sampleCount + i;
      // One draw a sample for all points: a sample that a dense point gets wrong, a sparse one gets wrong too.
      const hard = draws.uniform(i) < wrong(p);
      topClass[at] = hard ? 1 : 0;
      confidence[at] = hard ? 20000 + (i % 100) : 60000 - (i % 100);
      const level = levels[point.levels[0] ?? 0]!;
      effectiveMacs[at] =
        point.gates[0] == null ? level.macs : Math.round(level.macs * (0.5 + 0.4 * draws.uniform(i)));
    }
  });
  return {
    key: {
      networkHash: network,
      kernelHash: 'k',
      dataHash: String(seed),
      pointsHash: 'p',
      numericForm: 'fp32',
    },
    network,
    data: 'synthetic',
    sampleCount,
    points: ofPoints,
    layers: ['conv'],
    labels: new Uint8Array(sampleCount),
    conditions: conditionOf,
    topClass,
    confidence,
    activeInputs: new Uint16Array(cells),
    effectiveMacs,
  };
}

const network = (name: string, ladder: boolean): Network => ({
  name,
  hash: name,
  nodes: [],
  initialisers: new Map(),
  input: { name: 'in', shape: [1] },
  output: { name: 'out', shape: [10] },
  shapes: new Map(),
  ladder: ladder
    ? {
        version: 1,
        blockRows: 4,
        levels: [{ sparsity: 0 }, { sparsity: 0.5 }, { sparsity: 0.8 }],
        layers: [],
      }
    : null,
});

const densePoint: OperatingPoint[] = [{ id: 'dense', levels: [], gates: [] }];
const tabled = (
  id: string,
  role: TabledNetwork['role'],
  ofPoints: OperatingPoint[],
  wrong: (p: number) => number,
): TabledNetwork => ({
  id,
  role,
  network: network(id, role === 'ladder'),
  validation: table(id, 1, ofPoints, wrong),
  test: table(id, 2, ofPoints, wrong),
});

/** A ladder of three levels and a gated point, a dense and a small dense network, on made-up data. */
export const networks: readonly TabledNetwork[] = [
  tabled('ladder', 'ladder', points, (p) => levels[points[p]!.levels[0]!]!.wrong),
  tabled('dense', 'dense', densePoint, () => 0.02),
  tabled('small-dense-050', 'small-dense', densePoint, () => 0.05),
];

/**
 * A target of made-up units: 1 us and 10 uJ per 1000 multiply-accumulates above 1 W of rest.
 * @param memoryBytes level k needs 100 / (k + 1) bytes
 */
export function smallTarget(unitNames: readonly string[] = ['mcu'], memoryBytes = 1e6): Target {
  const units = unitNames.map(smallUnit);
  const macsOf = (id: string, point: OperatingPoint) =>
    id === 'small-dense-050' ? 250 : levels[point.levels[0] ?? 0]!.macs;
  return {
    id: 'small',
    name: 'Small target',
    targetClass: unitNames.length > 1 ? 'system' : 'mcu',
    runtime: 'test',
    grade: 'estimated',
    boundary: 'board',
    validated: { latency: false, energy: false },
    units,
    latencyInterval: { low: 0.8, central: 1, high: 1.2 },
    energyInterval: { low: 0.8, central: 1, high: 1.2 },
    capabilities: () => ({ skipsBlocks: true, skipsInputs: true, numericForms: ['fp32'] }),
    fit: (plan, resident) => {
      const neededBytes = Math.max(...resident.map((point) => 100 / ((point.levels[0] ?? 0) + 1)));
      const fits = neededBytes <= memoryBytes;
      const short = { layer: 'conv', memory: 'flash', neededBytes, availableBytes: memoryBytes };
      return {
        fits,
        peakMemoryBytes: neededBytes + (plan.network.ladder ? 1 : 0),
        memories: [{ name: 'flash', neededBytes, availableBytes: memoryBytes }],
        refusal: fits ? null : short,
      };
    },
    lower: (plan, outcome) => {
      const macs = outcome ? outcome.effectiveMacs[0]! : macsOf(plan.network.name, plan.point);
      const fast = plan.unit === unitNames[0] ? 1 : 4;
      const durationNs = (1000 * macs) / fast;
      const compute = {
        unit: plan.unit,
        resource: 'compute' as const,
        durationNs,
        joules: { compute: 1e-8 * macs, static: durationNs * 1e-9 },
        bytesMoved: 0,
      };
      if (plan.unit === unitNames[0]) return [compute];
      const io = {
        unit: unitNames[0]!,
        resource: 'io' as const,
        durationNs: 5000,
        joules: { io: 6e-6 },
        bytesMoved: 784,
      };
      return [io, compute];
    },
  };
}

export const smallCell: CellInput = {
  target: 'small',
  runtime: 'test',
  referenceRuntime: 'test',
  denseLoad: 0.5,
  deadlineFactor: 2,
  arrivals: { activeShare: 0.5, meanMotionS: 0.5 },
  conditionDwellS: 0.5,
  horizonS: 3,
  seeds: [1, 2, 3],
  tuningSeed: 99,
  accuracyFloor: 0.95,
  missBudget: 0.01,
  policies: [
    'dense',
    'static',
    'small-dense',
    'best-static',
    'random',
    'activation-gate',
    'deadline-controller',
    'confidence-refinement',
    'battery-aware',
  ],
  networks: networks.map(({ id, role, validation, test }) => ({
    id,
    role,
    modelFile: `${id}.onnx`,
    validation,
    test,
  })),
};
