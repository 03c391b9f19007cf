// Prints every fitted constant beside the value that the profile holds, and the predictions of the profiles beside the
// published rows: `node --import tsx tools/fit-profiles.ts`. Exit code 1 when a profile has drifted from its fit.
import type { CpuProfile } from '../sim/targets/cpu/profile-schema.ts';
import type { GpuProfile, GpuRuntime } from '../sim/targets/gpu/profile-schema.ts';
import { loadProfile } from '../sim/targets/load-profile.ts';
import type { CompleteMcuProfile } from '../sim/targets/mcu/require-complete.ts';
import { type Quantity, si } from '../sim/targets/quantity.ts';
import {
  fitCpu,
  fitGpuActivePower,
  fitGpuEfficiency,
  fitGpuLaunch,
  fitMcu,
  gpuResnet50,
  type MeasuredRow,
  mcuNetworkCycles,
  measuredRows,
} from './fit-constants.ts';
import type { ReferenceNetwork } from './reference-networks.ts';

/** One constant: what the fit gives now, and what the profile holds. */
export interface FittedConstant {
  readonly profile: string;
  readonly constant: string;
  readonly fitted: number;
  readonly held: number;
  readonly unit: string;
}

/** One published row and what the profile predicts for it. */
export interface Prediction {
  readonly profile: string;
  readonly runtime: string;
  readonly row: string;
  readonly quantity: 'latency ms' | 'throughput /s' | 'power mW' | 'power W';
  readonly measured: number;
  readonly predicted: number;
  /** Interval of the profile, as multipliers. */
  readonly low: number;
  readonly high: number;
  readonly use: MeasuredRow['use'];
}

const tiny = measuredRows('mlperf-tiny');
const inference = measuredRows('mlperf-inference');

function constant(profile: string, name: string, fitted: number, held: Quantity): FittedConstant {
  const scale = si(held) / held.value;
  return { profile, constant: name, fitted: fitted / scale, held: held.value, unit: held.unit };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function mcu(profile: CompleteMcuProfile) {
  const constants: FittedConstant[] = [];
  const predictions: Prediction[] = [];
  const mine = tiny.filter((row) => row.device === profile.id && row.use === 'fit');
  for (const [name, runtime] of Object.entries(profile.runtimes)) {
    const rows = mine.filter((row) => row.runtime === name);
    if (rows.length === 0) continue;
    const fitted = fitMcu(rows, runtime);
    for (const [kind, held] of Object.entries(runtime.cyclesPerMac))
      constants.push(constant(profile.id, `${name} cyclesPerMac.${kind}`, fitted[kind]!, held));
    for (const row of rows) {
      const seconds = mcuNetworkCycles(row.network as ReferenceNetwork, runtime) / (row.clockMhz! * 1e6);
      const common = { profile: profile.id, runtime: name, row: row.id, use: row.use };
      const { low, high } = runtime.latencyInterval;
      predictions.push({
        ...common,
        quantity: 'latency ms',
        measured: row.latencyMs!,
        predicted: seconds * 1e3,
        low,
        high,
      });
      if (row.powerMw) {
        const { value, low: least = value, high: most = value } = profile.activePower;
        predictions.push({
          ...common,
          quantity: 'power mW',
          measured: row.powerMw,
          predicted: value,
          low: least / value,
          high: most / value,
        });
      }
    }
  }
  // Active power comes from the runtime whose rows are newest: the first in the profile.
  const first = Object.keys(profile.runtimes)[0]!;
  const active = mean(mine.filter((row) => row.runtime === first).map((row) => row.powerMw!));
  constants.push(constant(profile.id, 'activePower', active * 1e-3, profile.activePower));
  const idle = tiny.find((row) => row.device === profile.id && row.use === 'idle');
  if (idle) {
    const share = idle.dutyCycle!;
    const rest = (idle.powerMw! - share * active) / (1 - share);
    constants.push(constant(profile.id, 'powerStates[0].power', rest * 1e-3, profile.powerStates[0]!.power));
  }
  return { constants, predictions };
}

function cpu(profile: CpuProfile) {
  const runtime = profile.runtimes['openvino-int8']!;
  if (runtime.kernels !== 'dense') throw new Error('openvino-int8 must be dense');
  const rows = inference.filter((row) => row.device === profile.id);
  const fit = rows.find((row) => row.use === 'fit')!;
  const predictions = rows.map((row): Prediction => {
    const ratio = si(runtime.macsPerCycle) / fitCpu(row, profile);
    return {
      profile: profile.id,
      runtime: row.runtime,
      row: row.id,
      quantity: 'throughput /s',
      measured: row.throughputPerS!,
      predicted: row.throughputPerS! * ratio,
      low: 1 / runtime.latencyInterval.high,
      high: 1 / runtime.latencyInterval.low,
      use: row.use,
    };
  });
  return {
    constants: [
      constant(profile.id, 'openvino-int8 macsPerCycle', fitCpu(fit, profile), runtime.macsPerCycle),
    ],
    predictions,
  };
}

function gpu(profile: GpuProfile, name: string, efficiencyRow: MeasuredRow | null) {
  const runtime = profile.runtimes[name]! as GpuRuntime & { kernels: 'dense' };
  const rows = inference.filter((row) => row.device.startsWith(profile.id));
  const single = rows.find((row) => row.use === 'fit' && row.scenario === 'SingleStream')!;
  const power = rows.find((row) => row.use === 'fit' && row.powerW)!;
  const perS = power.throughputPerS ?? 1e3 / power.latencyMs!;
  const share = power.processors!;
  const held = (key: 'timePerOperator' | 'efficiency') => runtime[key];
  const constants = [
    constant(
      profile.id,
      `${name} timePerOperator`,
      fitGpuLaunch(single, profile, runtime),
      held('timePerOperator'),
    ),
    constant(
      profile.id,
      'activePower',
      fitGpuActivePower(power.powerW! / share, perS / share, profile, runtime),
      profile.activePower,
    ),
  ];
  if (efficiencyRow)
    constants.push(
      constant(
        profile.id,
        `${name} efficiency`,
        fitGpuEfficiency(efficiencyRow, profile, runtime),
        held('efficiency'),
      ),
    );
  const predictions = rows
    .filter((row) => row.scenario === 'SingleStream')
    .map((row): Prediction => {
      // Rows at other clocks: everything that runs on the GPU is scaled, with the clock their configurations state.
      const clock = row.runtime.endsWith('maxn') ? 1.3e9 : si(profile.clock);
      const parts = gpuResnet50(profile, runtime);
      const scaled =
        (parts.kernels + parts.launches * si(runtime.timePerOperator)) * (si(profile.clock) / clock);
      const { low, high } = runtime.latencyInterval;
      return {
        profile: profile.id,
        runtime: row.runtime,
        row: row.id,
        quantity: 'latency ms',
        measured: row.latencyMs!,
        predicted: (scaled + parts.copies + si(runtime.timePerInference)) * 1e3,
        low,
        high,
        use: row.use,
      };
    });
  return { constants, predictions };
}

/** Every fit and every prediction, in the order of the profiles. */
export async function fitAll(): Promise<{ constants: FittedConstant[]; predictions: Prediction[] }> {
  const profile = async <T>(id: string): Promise<T> => (await loadProfile(id)).profile as T;
  const offline = inference.find(
    (row) => row.use === 'fit' && row.device === 'a100' && row.scenario === 'Offline',
  );
  const parts = [
    mcu(await profile<CompleteMcuProfile>('nucleo-l4r5zi')),
    mcu(await profile<CompleteMcuProfile>('nucleo-u575zi-q')),
    cpu(await profile<CpuProfile>('xeon-8380')),
    gpu(await profile<GpuProfile>('a100'), 'tensorrt-8.6', offline ?? null),
    gpu(await profile<GpuProfile>('jetson-agx-orin'), 'tensorrt-8.5-maxq', null),
  ];
  return {
    constants: parts.flatMap((part) => part.constants),
    predictions: parts.flatMap((part) => part.predictions),
  };
}

/** Share by which a profile may differ from its fit: profiles hold three to four digits. */
export const allowedDrift = 0.005;

async function main(): Promise<void> {
  const { constants, predictions } = await fitAll();
  const cell = (text: string | number, width: number) =>
    (typeof text === 'number' ? text.toPrecision(4) : text).padEnd(width);
  let drifted = 0;
  console.log(
    `${cell('profile', 18)}${cell('constant', 40)}${cell('fitted', 10)}${cell('in profile', 12)}unit`,
  );
  for (const c of constants) {
    const drift = Math.abs(c.fitted / c.held - 1) > allowedDrift;
    if (drift) drifted++;
    console.log(
      `${cell(c.profile, 18)}${cell(c.constant, 40)}${cell(c.fitted, 10)}${cell(c.held, 12)}${c.unit}${drift ? '  DRIFTED' : ''}`,
    );
  }
  console.log(
    `\n${cell('profile', 18)}${cell('runtime', 24)}${cell('quantity', 15)}${cell('published', 11)}${cell('predicted', 11)}${cell('ratio', 8)}${cell('interval', 15)}row`,
  );
  for (const p of predictions)
    console.log(
      `${cell(p.profile, 18)}${cell(p.runtime, 24)}${cell(p.quantity, 15)}${cell(p.measured, 11)}${cell(p.predicted, 11)}${(p.predicted / p.measured).toFixed(2).padEnd(8)}${cell(`${p.low.toFixed(2)} - ${p.high.toFixed(2)}`, 15)}${p.use} ${p.row}`,
    );
  if (drifted > 0) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('fit-profiles.ts')) await main();
