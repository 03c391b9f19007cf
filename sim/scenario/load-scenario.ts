import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { HourlyGrid } from '../report/run-report.ts';
import { didYouMean } from '../schema/did-you-mean.ts';
import { InputError, type InputIssue } from '../schema/input-error.ts';
import { type ParsedYaml, parseYamlDocument } from '../schema/parse-yaml.ts';
import { governedName } from '../targets/clocks/governed-runtime.ts';
import type { TargetClass } from '../targets/target.ts';
import type { RecordedArrivals } from '../workload/arrivals/arrival-shape.ts';
import { loadArrivalTrace } from '../workload/arrivals/load-arrival-trace.ts';
import { arrivalPaces } from './arrival-paces.ts';
import { checkArrivals } from './check-arrivals.ts';
import { environmentIssues } from './environment-issues.ts';
import { environmentSettingsOf } from './environment-settings-of.ts';
import { governorIssues } from './governor-issues.ts';
import { hourlyGrid } from './hourly-grid.ts';
import { loadIntensity } from './load-intensity.ts';
import { scenarioPolicies } from './scenario-policies.ts';
import { type ScenarioFile, scenarioSchema } from './scenario-schema.ts';
import { serverIssues } from './server-issues.ts';
import type { ReplicaSettings } from './simulate/cell-input.ts';
import type { IntensityProfile } from './simulate/intensity-profile.ts';
import type { EnvironmentSettings } from './simulate/surroundings/environment-settings.ts';

/** A target that a scenario may name. */
export interface CatalogueTarget {
  readonly id: string;
  readonly targetClass: TargetClass;
  readonly runtimes: readonly string[];
  /** Why it has no runtime of a name, where its profile tells. */
  readonly whyNoRuntime?: (name: string) => string | undefined;
  /** Whether its profile says how it warms up. */
  readonly hasThermal?: boolean;
  /** Names of the clocks of its profile (`80MHz`); empty or absent where it has one. */
  readonly clocks?: readonly string[];
  /** Whether one of its units is a chip for spikes, where it has several. */
  readonly hasSpikes?: boolean;
}

/** Names that a scenario may use. */
export interface Catalogue {
  /** Ids of shipped profiles. */
  readonly targets: readonly string[];
  readonly policies: readonly string[];
  /** Reads a shipped profile by id, or one of the user's own by file. @throws InputError */
  readProfile(idOrFile: string): Promise<CatalogueTarget>;
  /** What is wrong with a grid zone or year, or null. */
  gridFault?(zone: string, year: number): Promise<InputIssue | null>;
}

/** An entry of `targets`, its name resolved: an id of a shipped profile or the absolute path of a file. */
export interface ScenarioTarget {
  /** Id in the profile, as results name it. */
  readonly id: string;
  readonly target: string;
  readonly targetClass: TargetClass;
  /** Under a governor each, where the scenario names some (`governedName`). */
  readonly runtimes: readonly string[];
  /** Cuts of one point between one pair of units; absent: networks are not split. */
  readonly splits?: number;
  /** Absent: one sample a pass. */
  readonly batching?: { readonly most: number; readonly waitUs: number };
  /** Absent: one unit. */
  readonly replicas?: ReplicaSettings;
  /** As in `CatalogueTarget`. */
  readonly hasSpikes?: boolean;
}

/** A scenario that was read and checked. */
export interface Scenario {
  readonly value: ScenarioFile;
  /** Path as it was given, for messages and reports. */
  readonly file: string;
  /** SHA-256 of the text. */
  readonly hash: string;
  /** Absolute paths of the models. */
  readonly networkFile: string;
  readonly denseFile: string | null;
  readonly smallDenseFiles: readonly string[];
  readonly targets: readonly ScenarioTarget[];
  /** Names of the policies, with their settings. */
  readonly policies: readonly string[];
  /** How the intensity of the grid changes; null: it is the yearly average all the time. */
  readonly intensity: IntensityProfile | null;
  /** What a report says of it. */
  readonly gridHourly: HourlyGrid | null;
  /** Requests of arrivals.process `trace`; null: they are drawn. */
  readonly recording: RecordedArrivals | null;
  /** What surrounds the targets of a class; a class without an entry has no environment. */
  readonly environments: Readonly<Partial<Record<TargetClass, EnvironmentSettings>>>;
}

type Parsed = ParsedYaml<ScenarioFile>;

const unknown = (
  parsed: Parsed,
  path: readonly PropertyKey[],
  code: string,
  word: string,
  allowed: readonly string[],
  hint?: string,
) => {
  const meant = hint ? null : didYouMean(word, allowed);
  return parsed.issueAt(path, code, `"${word}" is not known`, {
    allowed,
    ...(meant ? { didYouMean: meant } : {}),
    ...(hint ? { hint } : {}),
  });
};

const isFile = (name: string) => /[/\\]|\.ya?ml$/.test(name);

/** Resolves the targets; faults are added to `issues`. */
async function resolveTargets(
  parsed: Parsed,
  folder: string,
  catalogue: Catalogue,
  issues: InputIssue[],
): Promise<readonly ScenarioTarget[]> {
  const resolved: ScenarioTarget[] = [];
  for (const [i, entry] of parsed.value.targets.entries()) {
    const { target: name, runtimes, governors, splits, batching, replicas } = entry;
    const path = ['targets', i, 'target'];
    const target = isFile(name) ? resolve(folder, name) : name;
    if (!isFile(name) && !catalogue.targets.includes(name)) {
      issues.push(unknown(parsed, path, 'E_UNKNOWN_TARGET', name, catalogue.targets));
      continue;
    }
    const known = await catalogue.readProfile(target);
    for (const [r, runtime] of runtimes.entries()) {
      if (!known.runtimes.includes(runtime))
        issues.push(
          unknown(
            parsed,
            ['targets', i, 'runtimes', r],
            'E_UNKNOWN_RUNTIME',
            runtime,
            known.runtimes,
            known.whyNoRuntime?.(runtime),
          ),
        );
    }
    if (!parsed.value.classes[known.targetClass])
      issues.push(
        parsed.issueAt(
          path,
          'E_MISSING_CLASS',
          `"${name}" is of class ${known.targetClass}, and classes.${known.targetClass} is not set`,
          {
            hint: `add classes.${known.targetClass} with activeShare and deadlineFactor`,
          },
        ),
      );
    issues.push(...environmentIssues(parsed, known));
    issues.push(...governorIssues(parsed, i, known.clocks ?? []));
    if (parsed.value.streams && known.targetClass === 'system')
      issues.push(
        parsed.issueAt(path, 'E_STREAMS', `"${name}" has several units: streams are simulated for one`, {
          hint: 'leave streams out, or name targets of one unit',
        }),
      );
    if (splits !== undefined && known.targetClass !== 'system')
      issues.push(
        parsed.issueAt(
          ['targets', i, 'splits'],
          'E_ONE_UNIT',
          `"${name}" has one unit, and a network is split between two; leave splits out, or name a target of class system`,
        ),
      );
    issues.push(...serverIssues(parsed, i, known.targetClass));
    resolved.push({
      id: known.id,
      target,
      targetClass: known.targetClass,
      runtimes: governors
        ? runtimes.flatMap((runtime) => governors.map((governor) => governedName(runtime, governor)))
        : runtimes,
      ...(splits === undefined ? {} : { splits }),
      ...(batching === undefined ? {} : { batching }),
      ...(replicas === undefined ? {} : { replicas }),
      ...(known.hasSpikes ? { hasSpikes: true } : {}),
    });
  }
  return resolved;
}

function checkFiles(parsed: Parsed, folder: string): InputIssue[] {
  const { network, baselines } = parsed.value;
  const files: readonly (readonly [readonly PropertyKey[], string | undefined])[] = [
    [['network'], network],
    [['baselines', 'dense'], baselines.dense],
    ...baselines.smallDense.map((name, i) => [['baselines', 'smallDense', i], name] as const),
  ];
  return files
    .filter(([, name]) => name !== undefined && !existsSync(resolve(folder, name)))
    .map(([path, name]) =>
      parsed.issueAt(path, 'E_MODEL_MISSING', `there is no model file ${resolve(folder, name!)}`, {
        hint: 'paths are relative to the scenario file',
      }),
    );
}

/** Entries that a list names twice: their results could not be told apart. */
function duplicates(
  parsed: Parsed,
  path: readonly PropertyKey[],
  entries: readonly (string | number)[],
): InputIssue[] {
  return entries.flatMap((entry, i) =>
    entries.indexOf(entry) < i
      ? [parsed.issueAt([...path, i], 'E_DUPLICATE', `${entry} stands twice in the list; leave one`)]
      : [],
  );
}

/** What only digits have: conditions that follow one another, and spiking tables. */
function checkData(parsed: Parsed, targets: readonly ScenarioTarget[]): InputIssue[] {
  const { data, arrivals } = parsed.value;
  if (data === 'degraded-mnist') {
    if (arrivals.conditionDwellS !== undefined) return [];
    return [
      parsed.issueAt(['arrivals'], 'E_CONDITIONS', 'degraded-mnist changes its conditions', {
        hint: 'add conditionDwellS, the mean time in one condition',
      }),
    ];
  }
  const dwell =
    arrivals.conditionDwellS === undefined
      ? []
      : [
          parsed.issueAt(
            ['arrivals', 'conditionDwellS'],
            'E_CONDITIONS',
            `${data} has no conditions to dwell in; leave it out`,
          ),
        ];
  const spiking = targets.flatMap(({ id, targetClass, hasSpikes }, i) =>
    targetClass === 'neuromorphic' || targetClass === 'spiking-chip' || hasSpikes
      ? [
          parsed.issueAt(
            ['targets', i, 'target'],
            'E_NO_SPIKES',
            `"${id}" replays spiking tables, which are made of degraded-mnist alone; choose another target for ${data}`,
          ),
        ]
      : [],
  );
  return [...dwell, ...spiking];
}

async function environmentsOf(
  classes: ScenarioFile['classes'],
  folder: string,
): Promise<Scenario['environments']> {
  const found: Partial<Record<TargetClass, EnvironmentSettings>> = {};
  for (const [name, settings] of Object.entries(classes)) {
    if (!settings?.environment) continue;
    found[name as TargetClass] = await environmentSettingsOf(settings.environment, folder);
  }
  return found;
}

async function readScenario(path: string, shownAs: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const what = code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new InputError([
      {
        file: shownAs,
        line: 0,
        column: 0,
        code: 'E_SCENARIO_UNREADABLE',
        path: '',
        message: `${what}; a scenario is a YAML file`,
        hint: 'sparsewatt scenarios list shows those that are ready to run',
      },
    ]);
  }
}

/**
 * Reads a scenario and checks everything that can be checked without running it.
 * @param path absolute path @param shownAs path for messages
 * @throws InputError with every fault at once: syntax, keys, values, unknown names, missing models
 */
export async function loadScenario(path: string, shownAs: string, catalogue: Catalogue): Promise<Scenario> {
  const text = await readScenario(path, shownAs);
  const parsed = parseYamlDocument(scenarioSchema, text, shownAs);
  const folder = dirname(path);
  const issues = checkFiles(parsed, folder);
  const targets = await resolveTargets(parsed, folder, catalogue, issues);
  const known = [...new Set([...catalogue.policies, 'static', 'small-dense'])];
  const policies = scenarioPolicies(parsed, known, issues);
  issues.push(...checkData(parsed, targets));
  const { grid, arrivals } = parsed.value;
  const fault = (await catalogue.gridFault?.(grid.zone, grid.year)) ?? null;
  if (fault) {
    const key = fault.code === 'E_UNKNOWN_GRID_YEAR' ? 'year' : 'zone';
    const { allowed, didYouMean: meant } = fault;
    issues.push(
      parsed.issueAt(['grid', key], fault.code, fault.message, {
        ...(allowed ? { allowed } : {}),
        ...(meant ? { didYouMean: meant } : {}),
      }),
    );
  }
  issues.push(
    ...checkArrivals(parsed, targets),
    ...duplicates(parsed, ['arrivals', arrivalPaces(arrivals).key], arrivalPaces(arrivals).values),
    ...duplicates(
      parsed,
      ['targets'],
      parsed.value.targets.map((entry) => entry.target),
    ),
    ...parsed.value.targets.flatMap((entry, i) =>
      duplicates(parsed, ['targets', i, 'runtimes'], entry.runtimes),
    ),
    ...parsed.value.targets.flatMap((entry, i) =>
      duplicates(parsed, ['targets', i, 'governors'], entry.governors ?? []),
    ),
  );
  if (issues.length > 0) throw new InputError(issues);
  const { network, baselines } = parsed.value;
  const intensity =
    grid.hourly === undefined
      ? null
      : await loadIntensity(resolve(folder, grid.hourly), grid.hourly, grid.startHour);
  return {
    value: parsed.value,
    file: shownAs,
    hash: createHash('sha256').update(text).digest('hex'),
    networkFile: resolve(folder, network),
    denseFile: baselines.dense === undefined ? null : resolve(folder, baselines.dense),
    smallDenseFiles: baselines.smallDense.map((name) => resolve(folder, name)),
    targets,
    policies,
    environments: await environmentsOf(parsed.value.classes, folder),
    intensity,
    gridHourly:
      intensity && grid.hourly !== undefined
        ? await hourlyGrid(resolve(folder, grid.hourly), grid.hourly, intensity, parsed.value.horizonS)
        : null,
    recording:
      arrivals.process === 'trace'
        ? await loadArrivalTrace(resolve(folder, arrivals.file), arrivals.file)
        : null,
  };
}
