import type { InputIssue } from '../schema/input-error.ts';
import type { ParsedYaml } from '../schema/parse-yaml.ts';
import type { TargetClass } from '../targets/target.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** Classes whose runtimes take several samples in one pass. */
const batchingClasses: ReadonlySet<TargetClass> = new Set(['server-cpu', 'server-gpu', 'edge-gpu']);

/** What of an environment is simulated for passes of one sample, and for one unit, alone. */
const refusedParts = { batching: ['supply'], replicas: ['supply', 'thermal'] } as const;
const reasons = {
  supply: 'knows no supply that may end in the midst of a pass',
  thermal: 'knows no temperature: every replica would have one of its own',
};

/** Why the target at a place of `targets` cannot have the batches or replicas that are asked for. */
export function serverIssues(
  parsed: ParsedYaml<ScenarioFile>,
  index: number,
  targetClass: TargetClass,
): readonly InputIssue[] {
  const { target, batching, replicas } = parsed.value.targets[index]!;
  const settings = parsed.value.classes[targetClass];
  const issues: InputIssue[] = [];
  const refuse = (key: 'batching' | 'replicas', code: string, message: string) =>
    issues.push(parsed.issueAt(['targets', index, key], code, message));
  if (batching && !batchingClasses.has(targetClass))
    refuse(
      'batching',
      'E_NO_BATCHES',
      `"${target}" is of class ${targetClass}, whose runtimes take one sample after the other; leave batching out, or name a server or an edge GPU`,
    );
  if (replicas && targetClass === 'system')
    refuse('replicas', 'E_REPLICAS', `"${target}" has several units; replicas are of a target of one`);
  if (replicas && replicas.least > replicas.most)
    refuse('replicas', 'E_REPLICAS', `has ${replicas.least} at least and ${replicas.most} at most`);
  if (replicas && batching)
    refuse('replicas', 'E_REPLICAS', 'are simulated without batching; leave one of them out');
  if (replicas && parsed.value.targets[index]!.governors)
    refuse(
      'replicas',
      'E_SERVER_CLOCKS',
      "are simulated at the profile's clock; leave them or governors out",
    );
  for (const key of ['batching', 'replicas'] as const) {
    if (parsed.value.targets[index]![key] === undefined) continue;
    if (parsed.value.streams)
      refuse(
        key,
        'E_SERVER_STREAMS',
        'is simulated for requests that are all alike; leave it or streams out',
      );
    for (const part of refusedParts[key])
      if (settings?.environment?.[part])
        refuse(
          key,
          'E_SERVER_ENVIRONMENT',
          `${reasons[part]}, and classes.${targetClass}.environment has a ${part} part; leave one of them out`,
        );
    if (key === 'replicas' && settings?.batteryJ !== undefined)
      refuse(
        key,
        'E_SERVER_ENVIRONMENT',
        `are on mains power, and classes.${targetClass} has a battery; leave one of them out`,
      );
  }
  return issues;
}
