import { dirname, resolve } from 'node:path';
import { budgetCells, budgetRows, checkBudget } from '../../report/budget/check-budget.ts';
import { inputDifferences } from '../../report/budget/compare-reports.ts';
import { loadBudget } from '../../report/budget/load-budget.ts';
import { readBaseline } from '../../report/budget/read-baseline.ts';
import { json } from '../../report/formats/json.ts';
import { junitText } from '../../report/formats/junit-text.ts';
import { renderBudget } from '../../report/text/render-budget.ts';
import { makeReport } from '../../scenario/make-report.ts';
import { InputError, type InputIssue } from '../../schema/input-error.ts';
import type { CliContext } from '../context.ts';
import { exitCode } from '../exit-code.ts';
import { obtainRun } from '../obtain-run.ts';
import { reportSurroundings } from '../report-surroundings.ts';
import { checkOutFile, writeWhole } from '../saved-runs.ts';
import { shellWord } from '../shell-word.ts';
import { sourceDateS } from '../source-date-s.ts';

export interface CheckFlags {
  readonly junit?: string;
  readonly writeBaseline?: string;
  readonly zone?: string;
  readonly year?: number;
  readonly settings?: string;
  readonly threads?: number;
  readonly cache?: string;
}

function commandLine(budgetFile: string, name: string | undefined, flags: CheckFlags): string {
  return [
    `sparsewatt check ${shellWord(budgetFile)}`,
    ...(name === undefined ? [] : [shellWord(name)]),
    ...(flags.zone === undefined ? [] : [`--zone ${shellWord(flags.zone)}`]),
    ...(flags.year === undefined ? [] : [`--year ${flags.year}`]),
    ...(flags.settings === undefined ? [] : [`--settings ${shellWord(flags.settings)}`]),
  ].join(' ');
}

/** Holds a run to a budget; ends with 4 where a limit is broken. */
export async function check(
  this: CliContext,
  flags: CheckFlags,
  budgetFile: string,
  name?: string,
): Promise<void> {
  // Refused before a long run is spent on it.
  sourceDateS(this.env);
  const file = resolve(this.cwd, budgetFile);
  const parsed = await loadBudget(file, budgetFile);
  const budget = parsed.value;
  for (const [flag, out] of [
    ['--junit', flags.junit],
    ['--write-baseline', flags.writeBaseline],
  ] as const)
    if (out !== undefined) await checkOutFile(resolve(this.cwd, out), flag);
  const baseline =
    budget.baseline === undefined
      ? null
      : await readBaseline(resolve(dirname(file), budget.baseline), budget.baseline);
  const asked = name ?? (budget.run === undefined ? 'latest' : resolvedRun(budget.run, file));
  const obtained = await obtainRun(this, asked, flags.cache, flags.threads);
  const report = await makeReport(reportSurroundings(this), obtained, {
    ...{ zone: flags.zone, year: flags.year, settings: flags.settings },
    equivalences: false,
    power: false,
    commandLine: commandLine(budgetFile, name, flags),
  });
  const missing = budget.budgets.flatMap((entry, i): InputIssue[] =>
    // A cell that has lost its best policy is a broken limit, not a mistake in the budget.
    (entry.policy === 'best' ? budgetCells : budgetRows)(report, entry).length > 0
      ? []
      : [
          parsed.issueAt(['budgets', i], 'E_BUDGET_ROW', 'matches no row of the run.', {
            allowed: [
              ...new Set(report.rows.filter((row) => row.target === entry.target).map((row) => row.id)),
            ],
            hint: `targets of the run: ${[...new Set(report.rows.map((row) => row.target))].join(', ')}`,
          }),
        ],
  );
  if (missing.length > 0) throw new InputError(missing);
  const results = checkBudget(budget, report, baseline);
  const lines = renderBudget(results, baseline ? inputDifferences(baseline, report) : []);
  this.stdout.write(`${lines.join('\n')}\n`);
  if (flags.junit !== undefined) {
    const cases = results.map(({ row, key, limit, value, before, breach }) => ({
      name: `${row} ${key} ${limit}`,
      failure: breach,
      output: `now ${value ?? 'absent'}, baseline ${before ?? 'none'}`,
    }));
    await writeWhole(resolve(this.cwd, flags.junit), junitText(`budget ${budgetFile}`, cases));
  }
  if (flags.writeBaseline !== undefined) {
    const [written] = await json(report);
    await writeWhole(resolve(this.cwd, flags.writeBaseline), String(written!.content));
  }
  if (results.some(({ breach }) => breach !== null)) this.process.exitCode = exitCode.checkFailed;
}

/** A file is relative to the budget; a hash or `latest` stays as it is. */
const resolvedRun = (run: string, budgetFile: string): string =>
  /\.(ya?ml|json)$/.test(run) && run.startsWith('.') ? resolve(dirname(budgetFile), run) : run;
