import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import type { TargetClass } from '../targets/target.ts';
import type { ScenarioFile } from './scenario-schema.ts';

const ofProfile = ['resistanceKPerW', 'capacityJPerK', 'throttleC', 'resumeC'] as const;

/** What the environment of a class asks for and a target of it does not have. */
export function environmentIssues(
  parsed: ParsedYaml<ScenarioFile>,
  target: { readonly id: string; readonly targetClass: TargetClass; readonly hasThermal?: boolean },
): readonly InputIssue[] {
  const { targetClass } = target;
  const environment = parsed.value.classes[targetClass]?.environment;
  if (!environment) return [];
  const at = (part: string) => ['classes', targetClass, 'environment', part];
  if (targetClass === 'system') {
    return (['supply', 'thermal'] as const)
      .filter((part) => environment[part] !== undefined)
      .map((part) =>
        parsed.issueAt(at(part), 'E_ENVIRONMENT', 'is simulated for targets of one unit, not for a system', {
          hint: 'leave it out; background, sensor and link are simulated for systems',
        }),
      );
  }
  if (environment.link)
    return [
      parsed.issueAt(
        at('link'),
        'E_ENVIRONMENT',
        `"${target.id}" is one unit: nothing is reached over a link`,
        {
          hint: 'leave it out, or move it to classes.system',
        },
      ),
    ];
  const { thermal } = environment;
  const missing = ofProfile.filter((key) => thermal && thermal[key] === undefined);
  if (missing.length === 0 || target.hasThermal) return [];
  return [
    parsed.issueAt(
      at('thermal'),
      'E_ENVIRONMENT',
      `leaves out ${missing.join(', ')}, and the profile of "${target.id}" has no thermal section`,
      { hint: 'give these numbers, with a comment on where they come from' },
    ),
  ];
}
