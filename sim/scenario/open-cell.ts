import { loadRunnableTarget } from '../calibration/load-runnable-target.ts';
import type { PolicyDefinition } from '../policies/policy.ts';
import { parsePolicyName } from '../policies/policy-name.ts';
import { policyDefinitions, resolvePolicies } from '../policies/registry.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError } from '../schema/input-error.ts';
import type { Target } from '../targets/target.ts';
import { arrivalPaces } from './arrival-paces.ts';
import { cellInputs } from './cell-inputs.ts';
import type { Scenario } from './load-scenario.ts';
import type { RunTableOptions } from './obtain-run-tables.ts';
import { onlyTargets } from './only-targets.ts';
import { prepareRun } from './prepare-run.ts';
import {
  type BuiltOption,
  type BuiltOptions,
  buildOptions,
  type TabledNetwork,
} from './simulate/build-options.ts';
import type { CellInput } from './simulate/cell-input.ts';
import type { openPolicyRun, PolicyRunHandle } from './simulate/open-policy-run.ts';
import { tabledNetwork } from './tabled-network.ts';

/** One run of a scenario by name. */
export interface OpenCellName {
  readonly target: string;
  readonly policy: string;
  /** Default: the target's first runtime, the scenario's first load and seed, and repetition 1. */
  readonly runtime?: string | undefined;
  readonly load?: number | undefined;
  readonly seed?: number | undefined;
  /** From 1: which of the scenario's paired seeds. */
  readonly repetition?: number | undefined;
}

/** Everything that a policy's run on one (target, runtime, load) needs, its name made complete. */
export interface OpenedCell {
  readonly input: CellInput;
  readonly chip: Target;
  readonly reference: Target;
  readonly networks: readonly TabledNetwork[];
  readonly built: BuiltOptions;
  readonly definition: PolicyDefinition;
  readonly name: Required<{ readonly [K in keyof OpenCellName]: NonNullable<OpenCellName[K]> }>;
  /** What else there is of the same target. */
  readonly runtimes: readonly string[];
  readonly loads: readonly number[];
  readonly repetitions: number;
}

/**
 * Finds target, policy and tables of one run, without the live check.
 * @throws InputError on a name that the scenario does not have; ModelError, TableError, or the signal's reason
 */
export async function openCell(
  full: Scenario,
  asked: OpenCellName,
  options: RunTableOptions,
): Promise<OpenedCell> {
  const scenario = onlyTargets(full, [asked.target]);
  const entry = scenario.targets[0]!;
  const { arrivals, pairedSeeds: repetitions, seed: defaultSeed } = scenario.value;
  const { runtimes } = entry;
  const { unit, values: loads } = arrivalPaces(arrivals);
  const fault = (code: string, message: string, allowed: readonly string[], word: string) =>
    refuse(full.file, code, message, allowed, didYouMean(word, allowed));
  const { target, policy, runtime = runtimes[0]!, load = loads[0]!, repetition = 1 } = asked;
  if (!runtimes.includes(runtime))
    throw fault('E_UNKNOWN_RUNTIME', `has no runtime "${runtime}" of ${target}`, runtimes, runtime);
  if (!loads.includes(load)) throw fault('E_UNKNOWN_LOAD', `has no ${unit} ${load}`, loads.map(String), '');
  if (!(Number.isInteger(repetition) && repetition >= 1 && repetition <= repetitions)) {
    const allowed = Array.from({ length: repetitions }, (_, i) => String(i + 1));
    throw fault('E_UNKNOWN_REPETITION', `has no repetition ${repetition}`, allowed, '');
  }
  const seed = asked.seed ?? defaultSeed;
  const prepared = await prepareRun(scenario, { ...options, seed, live: false });
  const input = cellInputs(prepared, entry, runtime, seed)[loads.indexOf(load)]!;
  const chip = await loadRunnableTarget(input.target, runtime);
  const reference = await loadRunnableTarget(input.target, input.referenceRuntime);
  const networks = await Promise.all(input.networks.map(tabledNetwork));
  const built = buildOptions(chip, networks);
  const definition = policyNamed(full.file, policy, built.options);
  const name = { target, policy, runtime, load, seed, repetition };
  return { input, chip, reference, networks, built, definition, name, runtimes, loads, repetitions };
}

/** @throws InputError where the policy cannot run there, saying why */
export function openedOrRefused(
  file: string,
  { target, policy, runtime }: OpenedCell['name'],
  opened: ReturnType<typeof openPolicyRun>,
): PolicyRunHandle {
  if ('notRun' in opened)
    throw refuse(file, 'E_POLICY_NEED', `${policy} cannot run on ${target}: it ${opened.notRun}`, [], null);
  if ('refusal' in opened) {
    const { layer, memory, neededBytes, availableBytes } = opened.refusal;
    const what = `${policy} does not fit on ${target} under ${runtime}: layer ${layer} needs ${neededBytes} bytes of ${memory}, there are ${availableBytes}`;
    throw refuse(file, 'E_POLICY_FIT', what, [], null);
  }
  return opened;
}

/** @throws InputError where the name stands for no policy, or for several */
function policyNamed(file: string, policy: string, options: readonly BuiltOption[]) {
  const ofOptions = options.map((o) => (o.role === 'ladder' ? `static-${o.id}` : o.id));
  const known = [...new Set([...policyDefinitions.map(({ id }) => id), ...ofOptions])];
  const groups = ['static', 'small-dense'];
  const { id } = parsePolicyName(policy);
  if (!known.includes(id) && !groups.includes(id))
    throw refuse(file, 'E_UNKNOWN_POLICY', `"${id}" is not known`, known, didYouMean(id, known));
  const found = resolvePolicies([policy], options);
  if (found.length === 1) return found[0]!;
  const names = found.map(({ id }) => id);
  throw refuse(
    file,
    'E_SEVERAL_POLICIES',
    `"${policy}" stands for ${names.length} policies; name one`,
    names,
    null,
  );
}

function refuse(
  file: string,
  code: string,
  message: string,
  allowed: readonly string[],
  meant: string | null,
): InputError {
  const place = { file, line: 0, column: 0, path: '' };
  return new InputError([
    {
      ...place,
      code,
      message,
      ...(allowed.length > 0 ? { allowed } : {}),
      ...(meant ? { didYouMean: meant } : {}),
    },
  ]);
}
