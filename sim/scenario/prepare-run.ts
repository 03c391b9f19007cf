import { isFetched } from '../data/source/read-source.ts';
import { isTask } from '../data/task/scenario-tasks.ts';
import { gridIntensity } from '../report/green/grid-intensity.ts';
import type { BackendCheck, LiveCheck } from '../report/run-report.ts';
import { InputError } from '../schema/input-error.ts';
import type { ObtainedTable } from '../sparsity/obtain-table.ts';
import type { DataName } from '../sparsity/table-data.ts';
import { loadProfile } from '../targets/load-profile.ts';
import { chipRuntimes } from '../targets/neuromorphic/points/chip-runtimes.ts';
import { checkCosts } from './check-costs.ts';
import type { Scenario, ScenarioTarget } from './load-scenario.ts';
import { networkId } from './network-id.ts';
import { obtainPartSpikes } from './obtain-part-spikes.ts';
import { obtainRunPoints } from './obtain-run-points.ts';
import { obtainRunSpikes, type RunSpikes } from './obtain-run-spikes.ts';
import {
  type FormTables,
  type NetworkTables,
  obtainRunTables,
  type RunTableOptions,
  shownAs,
} from './obtain-run-tables.ts';
import type { CellNetwork } from './simulate/cell-input.ts';
import { shareTable } from './simulate/share-table.ts';

/** Images executed live at every point before every run; of a task fewer, as its networks may take milliseconds each. */
const liveSamples = 1000;
const liveTaskSamples = 200;
const backendImages = 200;

/** How a run is prepared. */
export interface PrepareOptions extends RunTableOptions {
  readonly seed: number;
  /** False leaves out the live check: for a run that was checked when it was saved. */
  readonly live?: boolean;
  /** Execute images on gpu.js too. */
  readonly gpujs?: boolean;
}

/** Everything that cells need, checked against the real kernels. */
export interface PreparedRun {
  readonly scenario: Scenario;
  readonly networks: readonly NetworkTables[];
  /** Networks with their tables in fp32 and int8, for every target that computes with numbers. */
  readonly cellNetworks: readonly CellNetwork[];
  /** The ladder with its spiking tables, by target, for neuromorphic ones; of spiking chips by runtime, too, of systems by unit. */
  readonly spikes: readonly RunSpikes[];
  readonly liveChecks: readonly LiveCheck[];
  readonly backendChecks: readonly BackendCheck[];
  readonly gridIntensityGPerKwh: number;
  readonly warnings: readonly string[];
}

async function checkLive(
  data: DataName,
  network: NetworkTables,
  { table, origin }: ObtainedTable,
  options: PrepareOptions,
): Promise<LiveCheck & { first: string | null }> {
  const name = shownAs(network.name, table.key.numericForm);
  if (isTask(data) && !isFetched(data)) {
    const points = table.points.length;
    return { network: name, images: 0, points, mismatches: 0, tables: origin, first: null };
  }
  const { verifyLive } = await import('../sparsity/verify-live.ts');
  const check = await verifyLive({
    table,
    modelFile: network.file,
    data,
    split: 'test',
    sampleCount: isTask(data) ? liveTaskSamples : liveSamples,
    seed: options.seed,
    threads: options.threads,
    signal: options.signal,
    onProgress: ({ done, total }) => options.onProgress?.(`checking ${name} live`, done, total),
  });
  return {
    network: name,
    images: check.samples,
    points: check.points,
    mismatches: check.mismatches,
    tables: origin,
    first: check.firstMismatch,
  };
}

const shared = ({ validation, test }: FormTables) => ({
  validation: shareTable(validation.table),
  test: shareTable(test.table),
});

const measured = (obtained: ObtainedTable) => obtained.origin === 'measured';

/**
 * Obtains all tables and executes a seeded sample of every test table live. Where one differs in any byte, the tables
 * are not to be trusted on this machine: all are measured anew, and a warning says so.
 */
async function trustedTables(scenario: Scenario, options: PrepareOptions) {
  let networks = await obtainRunTables(scenario, options);
  const liveChecks: LiveCheck[] = [];
  const warnings: string[] = [];
  const tests = networks.flatMap((network) =>
    [network, ...(network.int8 ? [network.int8] : [])].map(({ test }) => ({ network, test })),
  );
  for (const { network, test } of tests) {
    if (options.live === false || measured(test)) continue;
    const { first, ...check } = await checkLive(scenario.value.data, network, test, options);
    liveChecks.push(check);
    if (first === null) continue;
    const message = `the real kernels differ from the ${check.tables} table of ${check.network}: ${first}. All tables were measured anew.`;
    options.onWarning?.(message);
    warnings.push(message);
    networks = await obtainRunTables(scenario, { ...options, force: true });
    break;
  }
  return { networks, liveChecks, warnings };
}

async function gpujsChecks(scenario: Scenario, options: PrepareOptions): Promise<readonly BackendCheck[]> {
  const { data } = scenario.value;
  if (isTask(data)) {
    throw new InputError([
      {
        file: scenario.file,
        line: 0,
        column: 0,
        code: 'E_BACKEND_DATA',
        path: 'data',
        message: `gpu.js executes the digits alone, not ${data}`,
        hint: 'run without another backend',
      },
    ]);
  }
  const { agreementWith } = await import('../sparsity/agreement-with.ts');
  const checks: BackendCheck[] = [];
  for (const backend of ['gpujs-cpu', 'gpujs-webasm'] as const) {
    options.onProgress?.(`${backend}, ${backendImages} images`, 0, 1);
    const { points } = await agreementWith({
      modelFile: scenario.networkFile,
      backend,
      images: backendImages,
    });
    checks.push({
      backend,
      images: backendImages,
      topClassAgreement: Math.min(...points.map((point) => point.sameTopClass)),
      largestLogitDifference: Math.max(
        ...points.map((point) => point.largestLogitDifference / point.largestLogit),
      ),
    });
  }
  return checks;
}

/** Those runtimes of a chip for spikes that are codes of a converted network. */
async function codesOf({ target, runtimes }: ScenarioTarget): Promise<readonly string[]> {
  const { profile } = await loadProfile(target);
  if (profile.class !== 'spiking-chip' && profile.class !== 'neuromorphic') return [];
  const codes = chipRuntimes(profile);
  return runtimes.filter((runtime) => Object.hasOwn(codes, runtime));
}

/**
 * Loads networks and tables and checks them: everything before the simulation.
 * @throws ModelError, TableError, InputError (unknown grid zone), or the signal's reason
 */
export async function prepareRun(scenario: Scenario, options: PrepareOptions): Promise<PreparedRun> {
  const { zone, year } = scenario.value.grid;
  const { gCO2ePerKwh } = await gridIntensity(zone, year);
  const { networks, liveChecks, warnings } = await trustedTables(scenario, options);
  await checkCosts(scenario, networks);
  const spikes: RunSpikes[] = [];
  for (const entry of scenario.targets) {
    const how = { ...options, live: options.live !== false };
    if (entry.targetClass === 'system') spikes.push(...(await obtainPartSpikes(entry, networks[0]!, how)));
    if (entry.targetClass !== 'spiking-chip' && entry.targetClass !== 'neuromorphic') continue;
    const codes = await codesOf(entry);
    for (const runtime of codes) spikes.push(await obtainRunPoints(entry, runtime, networks[0]!, how));
    // Of Loihi 1's own model, whose tables are those of every runtime that is no code.
    if (codes.length < entry.runtimes.length) spikes.push(await obtainRunSpikes(entry, networks[0]!, how));
  }
  return {
    scenario,
    networks,
    cellNetworks: networks.map((network) => ({
      id: networkId(network),
      role: network.role,
      modelFile: network.file,
      ...shared(network),
      others: network.int8 ? [shared(network.int8)] : [],
    })),
    spikes,
    liveChecks: [...liveChecks, ...spikes.flatMap(({ liveCheck }) => (liveCheck ? [liveCheck] : []))],
    backendChecks: options.gpujs ? await gpujsChecks(scenario, options) : [],
    gridIntensityGPerKwh: gCO2ePerKwh,
    warnings,
  };
}
