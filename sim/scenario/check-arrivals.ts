import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import { arrivalPaces } from './arrival-paces.ts';
import type { ScenarioTarget } from './load-scenario.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** What the schema cannot say of arrivals: a pace and a deadline are needed, and windows of motion belong to one process. */
export function checkArrivals(
  parsed: ParsedYaml<ScenarioFile>,
  targets: readonly ScenarioTarget[],
): InputIssue[] {
  const { arrivals, classes } = parsed.value;
  const issues: InputIssue[] = [];
  const fault = (path: readonly PropertyKey[], message: string, hint: string) =>
    issues.push(parsed.issueAt(path, 'E_ARRIVALS', message, { hint }));
  if (arrivalPaces(arrivals).values.length === 0)
    fault(['arrivals'], 'nothing says how fast requests come', 'add loads or ratesPerS');
  if ('ratesPerS' in arrivals && arrivals.ratesPerS !== undefined && arrivals.loads !== undefined)
    fault(['arrivals', 'ratesPerS'], 'loads are given too', 'leave one of the two');
  const moving = arrivals.process === 'motion-triggered';
  for (const [name, settings] of Object.entries(classes)) {
    if (settings === undefined) continue;
    const deadlines = [settings.deadlineFactor, settings.deadlineMs].filter((value) => value !== undefined);
    if (deadlines.length !== 1)
      fault(
        ['classes', name],
        `there are ${deadlines.length} deadlines`,
        'give deadlineFactor or deadlineMs',
      );
    if (
      moving &&
      settings.activeShare === undefined &&
      targets.some(({ targetClass }) => targetClass === name)
    )
      fault(
        ['classes', name],
        'motion-triggered arrivals need activeShare',
        'add it; 1: requests all the time',
      );
    for (const key of ['activeShare', 'meanMotionS'] as const)
      if (!moving && settings[key] !== undefined)
        fault(
          ['classes', name, key],
          `${arrivals.process} arrivals have no windows of motion`,
          'leave it out, or choose motion-triggered',
        );
  }
  return issues;
}
