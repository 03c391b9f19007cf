import { InputError, type InputIssue } from '../../schema/input-error.ts';
import type { ParsedYaml } from '../../schema/parse-yaml.ts';
import { gridIntensity } from './grid-intensity.ts';
import type { ReportSettings } from './settings-schema.ts';

/**
 * Holds every zone that settings name against the table of a year.
 * @param flagYear year that goes before the one of the settings @param runYear year where neither is given
 * @throws InputError with every zone that is not in it, each with line and column
 */
export async function checkZones(
  parsed: ParsedYaml<ReportSettings>,
  flagYear: number | undefined,
  runYear: number,
): Promise<void> {
  const { grid, regions = [], fleet } = parsed.value;
  const own = grid && 'zone' in grid ? grid : null;
  const year = flagYear ?? own?.year ?? runYear;
  const named: readonly (readonly [zone: string, path: readonly (string | number)[]])[] = [
    ...(own ? [[own.zone, ['grid', 'zone']] as const] : []),
    ...regions.map((zone, i) => [zone, ['regions', i]] as const),
    ...Object.keys(fleet?.regions ?? {}).map((zone) => [zone, ['fleet', 'regions', zone]] as const),
  ];
  const issues: InputIssue[] = [];
  for (const [zone, path] of named) {
    try {
      await gridIntensity(zone, year);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      for (const { code, message, allowed, didYouMean, hint } of error.issues)
        issues.push(
          parsed.issueAt(path, code, message, {
            ...(allowed ? { allowed } : {}),
            ...(didYouMean ? { didYouMean } : {}),
            ...(hint ? { hint } : {}),
          }),
        );
    }
  }
  if (issues.length > 0) throw new InputError(issues);
}
