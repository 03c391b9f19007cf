import { createHash } from 'node:crypto';
import { groupBy } from '../group-by.ts';
import type { RunReport } from '../run-report.ts';
import type { AssessedRow } from './assess-row.ts';
import { assessRun } from './assess-run.ts';
import { boundaryOf } from './boundary-of.ts';
import { checklistOf } from './checklist-of.ts';
import { claimOf } from './claim-of.ts';
import { coefficientsOf } from './coefficients-of.ts';
import type { Embodied } from './embodied-of.ts';
import { equivalencesOf } from './equivalences-of.ts';
import { fleetOf, type Region } from './fleet-of.ts';
import { otherUnitOf } from './other-unit-of.ts';
import type { GreenClaim } from './schema/green-claim-schema.ts';
import type { GreenReport } from './schema/green-report-schema.ts';
import type { Grid, GridAlternative } from './schema/grid-schema.ts';
import type { HeldOut } from './schema/held-out-schema.ts';
import type { ReportSettings } from './settings-schema.ts';
import { tornadoOf } from './tornado-of.ts';

/** Everything a report is a pure function of. */
export interface GreenInput {
  readonly run: RunReport;
  readonly grid: Grid;
  readonly alternatives: readonly GridAlternative[];
  readonly embodied: ReadonlyMap<string, Embodied>;
  /** Published measurements of the targets, predicted. */
  readonly heldOut: readonly HeldOut[];
  readonly settings: ReportSettings;
  /** Regions of the fleet; empty: all of it where the report is. */
  readonly regions: readonly Region[];
  readonly equivalences: boolean;
  /** UTC, ISO 8601. */
  readonly createdAt: string;
  readonly commandLine: string;
  readonly platform: GreenReport['platform'];
  /** Program that makes the report. */
  readonly tool: GreenReport['tool'];
  /** What making the run took, s; null: not known, or left out. */
  readonly spent: { readonly cpuS: number; readonly wallS: number } | null;
  readonly power: GreenReport['power'];
}

function claimsOf(run: RunReport, grid: Grid, rows: readonly AssessedRow[]): GreenClaim[] {
  return [...groupBy(run.cells, (cell) => cell.target)].flatMap(([target, all]) => {
    const highest = Math.max(...all.map((cell) => cell.denseLoad));
    const cells = all.filter((cell) => cell.denseLoad === highest);
    const own = rows.filter(({ row }) => row.target === target && row.denseLoad === highest);
    return claimOf({ run, grid, cells, rows: own }) ?? [];
  });
}

const verdicts: readonly GreenClaim['verdict'][] = [
  'saves',
  'probably saves',
  'no difference',
  'costs more',
  'not comparable',
];
const confidences: readonly GreenClaim['confidence'][] = [
  'measured against hardware',
  'partly measured',
  'model only',
];

/** The claim to lead with: the one that is best supported, then the clearest, then the largest saving. */
function headlineOf(claims: readonly GreenClaim[]): number | null {
  const order = claims
    .map((claim, index) => ({ claim, index }))
    .sort(
      (a, b) =>
        verdicts.indexOf(a.claim.verdict) - verdicts.indexOf(b.claim.verdict) ||
        confidences.indexOf(a.claim.confidence) - confidences.indexOf(b.claim.confidence) ||
        (b.claim.saving?.value ?? -1) - (a.claim.saving?.value ?? -1),
    );
  return order[0]?.index ?? null;
}

function inputsOf(run: RunReport, grid: Grid): GreenReport['inputs'] {
  const models = [...new Map(run.networks.map((n) => [n.file, n.networkHash]))];
  const profiles = [...new Map(run.cells.map((c) => [c.target, c.profileHash ?? 'not kept by this run']))];
  return [
    { name: 'scenario', file: run.scenario.file, sha256: run.scenario.hash },
    ...(grid.table ? [{ name: 'grid', ...grid.table }] : []),
    ...models.map(([file, sha256]) => ({ name: 'network', file, sha256 })),
    ...profiles.map(([target, sha256]) => ({ name: 'hardware profile', file: target, sha256 })),
  ];
}

/** Of how many rows the making of the device is assessed. */
function madeOf(rows: readonly AssessedRow[]): 'all' | 'some' | 'none' {
  const count = rows.filter(({ row }) => row.embodied !== null).length;
  if (count === 0) return 'none';
  return count === rows.length ? 'all' : 'some';
}

/** Of processor time at a stated power. */
function footprintOf(
  { powerW, source }: NonNullable<ReportSettings['simulator']>,
  cpuS: number,
  gCO2ePerKwh: number,
) {
  const energyKwh = (cpuS * powerW) / 3_600_000;
  return { powerW, powerSource: source, energyKwh, emissionsG: energyKwh * gCO2ePerKwh };
}

/** A UUID (version 8: made by a rule of its own) from a text. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The report of a run: scores, claims, intervals, boundary and what stands behind them. */
export function buildGreenReport(input: GreenInput): GreenReport {
  const { run, grid, settings } = input;
  const { assumptions, draws, rows: assessed } = assessRun(input);
  const claims = claimsOf(run, grid, assessed);
  const headline = headlineOf(claims);
  const byId = new Map(assessed.map((entry) => [entry.row.id, entry]));
  const lead = headline === null ? undefined : byId.get(claims[headline]!.subject);
  const compared = claims.flatMap(({ subject, baseline }) => [
    ...new Set([subject, ...(baseline === null ? [] : [baseline])]),
  ]);
  const regions =
    input.regions.length > 0 ? input.regions : [{ zone: grid.zone, share: 1, gCO2ePerKwh: null }];
  const content = {
    schemaVersion: '2.2' as const,
    tool: input.tool,
    simulatedBy: { version: run.tool.version, commit: run.tool.commit ?? 'unknown' },
    reproduce: run.reproduce,
    accountable: settings.accountable,
    seed: run.seed,
    seeds: run.results.find(({ bySeed }) => bySeed !== undefined)?.bySeed?.map(({ seed }) => seed) ?? [],
    pairedSeeds: run.scenario.pairedSeeds,
    resultHash: run.resultHash,
    inputs: inputsOf(run, grid),
    scenario: {
      name: run.scenario.name,
      title: run.scenario.title,
      data: run.scenario.data,
      horizonS: run.scenario.horizonS,
      accuracyFloor: run.scenario.accuracyFloor,
      missBudget: run.scenario.missBudget,
    },
    question: `How much energy and carbon does one inference cost in "${run.scenario.title}", and does sparsity, fixed or chosen at run time, save any without breaking the limits on accuracy and lateness?`,
    functionalUnit: 'inference' as const,
    functionalUnitWhy:
      'One answer to one request is what the user of the product receives; it stays the same whatever the policy computes for it.',
    otherUnit: otherUnitOf(
      settings.unit,
      lead?.row,
      headline === null ? undefined : byId.get(claims[headline]!.baseline ?? '')?.row,
    ),
    stakeholder: 'consumer' as const,
    coverage: 0.9 as const,
    draws,
    pue: { ...assumptions.pue, unit: '1', tag: 'sourced' as const },
    grid,
    gridAlternatives: [...input.alternatives],
    boundary: boundaryOf(
      settings,
      assessed.some(({ row }) =>
        row.components.some(({ cause, energyJ }) => cause === 'sensor' && energyJ > 0),
      ),
      madeOf(assessed),
    ),
    coefficients: coefficientsOf(run.cells, grid, assumptions),
    headline,
    claims,
    rows: assessed.map(({ row }) => row),
    notFitting: run.cells.flatMap(({ target, runtime, refusal }) =>
      refusal
        ? [
            `${target}, ${runtime}: ${refusal.layer} needs ${refusal.neededBytes} bytes of ${refusal.memory}, there are ${refusal.availableBytes}`,
          ]
        : [],
    ),
    heldOut: [...input.heldOut],
    tornado: lead ? [...tornadoOf(lead, input.alternatives, assessed, grid.hourly !== null)] : [],
    fleet: settings.fleet
      ? fleetOf(
          settings.fleet,
          regions,
          compared.map((id) => byId.get(id)!),
        )
      : null,
    equivalences: input.equivalences && lead ? equivalencesOf(lead.row.sci.value) : [],
    conclusions: [...run.conclusions],
    warnings: [
      ...run.warnings,
      ...(run.tool.version === input.tool.version
        ? []
        : [
            `the run was simulated by version ${run.tool.version}, this report was made by version ${input.tool.version}`,
          ]),
      ...(grid.hourly === null && run.results.some((row) => row.emissionsPerInferenceG != null)
        ? [
            'the run was simulated under hourly intensities, but this report counts every joule at one: what policies save by waiting for clean hours is not in it',
          ]
        : []),
      ...(run.results.some((row) => row.fits && row.bySeed === undefined)
        ? [
            'the run was saved by an older version: parts by unit, spread over seeds and profile hashes are not in it',
          ]
        : []),
    ],
    rebound:
      'Cheaper inference may lead to more of it: a saving per inference is no saving in total where use grows by as much.',
  };
  const full = {
    ...content,
    reportId: uuidOf(JSON.stringify(content)),
    createdAt: input.createdAt,
    commandLine: input.commandLine,
    platform: input.platform,
    power: input.power,
    simulator: input.spent
      ? {
          ...input.spent,
          simulatedS: content.rows.reduce((sum, row) => sum + row.durationS, 0),
          footprint: settings.simulator
            ? footprintOf(settings.simulator, input.spent.cpuS, grid.gCO2ePerKwh)
            : null,
        }
      : null,
  };
  return { ...full, checklist: checklistOf(full) };
}
