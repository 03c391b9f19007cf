import { chooseStatic } from '../../policies/choose-static.ts';
import { fixedOption } from '../../policies/fixed-option.ts';
import type { Policy, PolicyDefinition } from '../../policies/policy.ts';
import { resolvePolicies } from '../../policies/registry.ts';
import type { CellSummary, RunResult } from '../../report/run-report.ts';
import { CellBounds } from '../../score/cell-bounds.ts';
import { referencesOf } from '../../score/cell-references.ts';
import type { CellReferences } from '../../score/cell-score.ts';
import { recordedReplay } from '../../score/recorded-replay.ts';
import { scoreCell } from '../../score/score-cell.ts';
import { scorePolicy } from '../../score/score-policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { cellNotes } from '../cell-notes.ts';
import type { CellInput } from '../simulate/cell-input.ts';
import type { CellRun, PolicyRun } from '../simulate/cell-run.ts';
import { clairvoyant } from '../simulate/clairvoyant.ts';
import { KeptPilots } from '../simulate/kept-pilots.ts';
import { type PolicyInCell, policyInCell } from '../simulate/policy-in-cell.ts';
import {
  type CellDraws,
  cellBase,
  drawCell,
  type PreparedCell,
  prepareCell,
} from '../simulate/prepare-cell.ts';
import type { RequestRun } from '../simulate/request-run.ts';
import { shareFixedRuns } from '../simulate/share-fixed-runs.ts';
import { simulateCell } from '../simulate/simulate-cell.ts';
import { RecentMap } from './recent-map.ts';
import type { WarmTarget } from './warm-target.ts';
import type { WarmDescription } from './warm-task.ts';

/** Further settings of its policies, beyond the scenario's, whose runs a cell keeps: some 10 kB a run. */
const mostSettings = 12;

interface KeptRuns {
  readonly opened: PolicyInCell | { readonly refused: PolicyRun };
  readonly runs: RequestRun[];
}

/**
 * One cell at one setting of everything but its policies, simulated piece by piece: every run is made once and kept, so
 * that another policy, or another parameter of one, costs that policy's runs alone. Rows and the whole are those that
 * `runCells` gives.
 */
export class WarmCell {
  private readonly input: CellInput;
  private readonly warm: WarmTarget;
  /** Null where nothing fits. */
  private readonly cell: PreparedCell | null;
  private readonly denseServiceNs: number;
  private readonly deadlineNs: number;
  private readonly bestStatic: CellRun['bestStatic'] = null;
  private readonly draws: CellDraws | null = null;
  private readonly replay = shareFixedRuns(recordedReplay);
  private readonly policies: RecentMap<KeptRuns>;
  private readonly staticRuns: RequestRun[] = [];
  private readonly clairvoyantRuns: RequestRun[] = [];
  private readonly bounds = new Map<number, CellBounds>();

  /**
   * @param neighbour the same cell with another deadline or charge: what it drew and its pilot runs are taken over
   * @throws RangeError on input that makes no sense
   */
  constructor(input: CellInput, warm: WarmTarget, neighbour: WarmCell | null = null) {
    const { target, reference, networks, built } = warm;
    const base = cellBase(input, target, reference, networks, neighbour?.denseServiceNs);
    this.input = input;
    this.warm = warm;
    this.policies = new RecentMap(mostSettings + this.namesOf(input.policies).length);
    this.denseServiceNs = base.denseServiceNs;
    this.deadlineNs = base.deadlineNs;
    if (!built.options.some((option) => option.fit.fits)) {
      this.cell = null;
      return;
    }
    this.draws = neighbour?.draws ?? { ...drawCell(base, networks), pilots: new KeptPilots() };
    this.cell = prepareCell(base, networks, built, this.draws);
    const { choices, options, context } = this.cell;
    if (choices.length === 0) return;
    const best = chooseStatic(
      choices.map((index) => options[index]!),
      context,
    );
    this.bestStatic = { option: best.option.index, feasible: best.feasible };
  }

  /** @throws RangeError on unknown names and settings of policies */
  describe(policies: readonly string[]): WarmDescription {
    const points = this.warm.built.options.flatMap(({ id, role, unit, fit, plan }) =>
      role === 'ladder'
        ? [
            {
              policy: `static-${id}`,
              unit,
              fits: fit.fits,
              levels: plan.point.levels,
              gates: plan.point.gates,
            },
          ]
        : [],
    );
    return {
      names: this.namesOf(policies),
      deadlineMs: this.deadlineNs / 1e6,
      denseServiceMs: this.denseServiceNs / 1e6,
      points,
    };
  }

  /** Simulates a policy under the first so many seeds, where it has not been yet. @throws RangeError as `describe` */
  simulate(policy: string, repetitions: number): void {
    if (this.cell === null) return;
    const { opened, runs } = this.open(policy);
    if ('refused' in opened) return;
    this.extend(runs, repetitions, opened.begin);
  }

  /** Simulates what policies are measured against under the first so many seeds: the best static option, the clairvoyant. */
  simulateReferences(repetitions: number): void {
    const { cell, bestStatic } = this;
    if (cell === null || bestStatic === null) return;
    const option = cell.options[bestStatic.option]!;
    this.extend(this.staticRuns, repetitions, () => fixedOption(option));
    this.extend(this.clairvoyantRuns, repetitions, (trace) => clairvoyant(cell.system, cell.choices, trace));
  }

  /**
   * The row of a policy over the first so many seeds. What needs all policies or the references (the Pareto mark; regret,
   * price of static and regret curve) is null until they are there. Null where nothing fits.
   */
  row(policy: string, repetitions: number): RunResult | null {
    if (this.cell === null) return null;
    const run = this.cellRun([], repetitions);
    const bounds = this.boundsOver(run, repetitions);
    const known = run.staticRuns.length === repetitions;
    return scorePolicy(
      run,
      this.policyRun(policy, repetitions),
      bounds,
      known ? referencesOf(run, bounds) : unknown,
    );
  }

  /** All of them, scored as `runCells` scores them. */
  whole(policies: readonly string[]): { readonly cell: CellSummary; readonly results: readonly RunResult[] } {
    const names = this.namesOf(policies);
    const run = this.wholeRun(names);
    const { cell, results } = scoreCell(run);
    return {
      cell: { ...cell, notes: [...cellNotes(run, results), ...cell.notes, ...this.warm.built.notes] },
      results,
    };
  }

  private wholeRun(names: readonly string[]): CellRun {
    const { input, warm, repetitions } = this;
    if (this.cell === null)
      return simulateCell(
        { ...input, policies: names },
        warm.target,
        warm.reference,
        warm.networks,
        warm.built,
      );
    this.simulateReferences(repetitions);
    return this.cellRun(names, repetitions);
  }

  private cellRun(names: readonly string[], repetitions: number): CellRun {
    const cell = this.cell!;
    const whole = (runs: readonly RequestRun[]) =>
      runs.length >= repetitions ? runs.slice(0, repetitions) : [];
    return {
      input: { ...cell.input, policies: names },
      target: cell.target,
      denseServiceNs: cell.denseServiceNs,
      deadlineNs: cell.deadlineNs,
      meanInterarrivalNs: cell.meanInterarrivalNs,
      options: cell.options,
      built: cell.fitting,
      choices: cell.choices,
      bestStatic: this.bestStatic,
      traces: cell.traces.slice(0, repetitions),
      policies: names.map((name) => this.policyRun(name, repetitions)),
      staticRuns: whole(this.staticRuns),
      clairvoyantRuns: whole(this.clairvoyantRuns),
      refusal: null,
    };
  }

  private policyRun(name: string, repetitions: number): PolicyRun {
    this.simulate(name, repetitions);
    const { opened, runs } = this.open(name);
    return 'refused' in opened ? opened.refused : opened.finish(runs.slice(0, repetitions));
  }

  /** Bounds are costly, and the same for every row over as many seeds. */
  private boundsOver(run: CellRun, repetitions: number): CellBounds {
    const known = this.bounds.get(repetitions) ?? new CellBounds(run);
    this.bounds.set(repetitions, known);
    return known;
  }

  private get repetitions(): number {
    return this.input.seeds.length;
  }

  private namesOf(policies: readonly string[]): readonly string[] {
    return this.resolve(policies).map(({ id }) => id);
  }

  private open(name: string): KeptRuns {
    const known = this.policies.get(name);
    if (known) return known;
    const { context, fitting, target } = this.cell!;
    const definition = this.resolve([name])[0]!;
    const opened = policyInCell(definition, context, { ...this.warm.built, target, fitting });
    const kept = { opened, runs: [] };
    this.policies.set(name, kept);
    return kept;
  }

  private extend(runs: RequestRun[], repetitions: number, begin: (trace: RequestTrace) => Policy): void {
    const { system, traces } = this.cell!;
    for (let i = runs.length; i < Math.min(repetitions, traces.length); i++)
      runs.push(this.replay(system, traces[i]!, begin(traces[i]!)));
  }

  private resolve(names: readonly string[]): readonly PolicyDefinition[] {
    return resolvePolicies(names, this.warm.built.options);
  }
}

const unknown: CellReferences = {
  oFeasJ: null,
  oStaticJ: null,
  oDynJ: null,
  oDynAccuracy: null,
  pilots: [],
};
