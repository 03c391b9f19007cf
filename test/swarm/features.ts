import type { SwarmCell, SwarmOutcome } from './run/swarm-outcome.ts';

/** What a scenario drew and what happened in it: a swarm that silently draws nothing of a kind is told by its counts. */
export function featuresOf({ scenario, cells }: SwarmOutcome): string[] {
  const found = new Set<string>([`size: ${scenario.size}`]);
  const note = (feature: string, holds: unknown) => {
    if (holds) found.add(feature);
  };
  const roles = scenario.networks.map(({ role }) => role);
  note('networks: no ladder', !roles.includes('ladder'));
  note('networks: small dense', roles.includes('small-dense'));
  note('networks: two numeric forms', (scenario.networks[0]!.others ?? []).length > 0);
  note('tables in shared memory', scenario.networks[0]!.test.labels.buffer instanceof SharedArrayBuffer);
  note('several targets', new Set(scenario.groups.map(({ drawn }) => drawn)).size > 1);
  note(
    'several runtimes',
    scenario.groups.some(({ target, reference }) => target !== reference),
  );
  note(
    'several loads',
    scenario.groups.some(({ inputs }) => inputs.length > 1),
  );
  note('several seeds', scenario.pairedSeeds > 1);
  for (const { drawn } of scenario.groups) {
    found.add(`class: ${drawn.targetClass}`);
    found.add(`target: ${drawn.origin}`);
  }
  for (const cell of cells) for (const feature of cellFeatures(cell)) found.add(feature);
  return [...found].sort();
}

function cellFeatures({ run, group, watched }: SwarmCell): string[] {
  const { input, target } = run;
  const { faults } = input;
  const runs = run.policies.flatMap((policy) => policy.runs);
  const pairs: [string, boolean][] = [
    ['arrivals: poisson', input.arrivals.pattern === 'poisson'],
    ['arrivals: periodic', input.arrivals.pattern !== 'poisson'],
    ['arrivals: all the time', input.arrivals.activeShare === 1],
    ['arrivals: none in a run', run.traces.some((trace) => trace.timeNs.length === 0)],
    ['runtime: skips blocks', target.units.some((unit) => target.capabilities(unit.name).skipsBlocks)],
    ['runtime: dense', target.units.some((unit) => !target.capabilities(unit.name).skipsBlocks)],
    ['units: several', target.units.length > 1],
    ['options: split', run.options.some((option) => option.split)],
    ['options: split, used', run.options.some(({ split }, i) => split && runs.some((r) => r.passes[i]! > 0))],
    ['options: gated', run.options.some((option) => option.gated)],
    ['options: exit', run.built.some(({ plan }) => plan.point.exit !== undefined)],
    [
      'options: exit, used',
      run.built.some(({ plan }, i) => plan.point.exit !== undefined && runs.some((r) => r.passes[i]! > 0)),
    ],
    ['options: branch skipped', run.built.some(({ plan }) => plan.point.skips)],
    ['options: pattern', run.built.some(({ plan }) => plan.point.pattern)],
    ['costs: by sample', run.built.some((option) => option.test!.stride === 1)],
    ['memory: nothing fits', run.built.length === 0],
    [
      'memory: some option does not fit',
      run.built.length > 0 && run.built.length < group.built.options.length,
    ],
    ['memory: some options do not fit together', run.choices.length < run.built.filter(isLadder).length],
    ['memory: a policy is refused', run.built.length > 0 && run.policies.some((policy) => policy.refusal)],
    ['deadline: never missed', runs.length > 0 && runs.every((one) => one.missed === 0 && one.dropped === 0)],
    ['deadline: missed', runs.some((one) => one.missed > 0)],
    ['deadline: a service time, exactly', run.built.some((o) => o.test!.serviceNs.includes(run.deadlineNs))],
    ['load: exactly 1', input.denseLoad === 1],
    ['queue limit', input.queueLimit !== undefined],
    ['queue limit: dropped requests', input.queueLimit !== undefined && runs.some((one) => one.dropped > 0)],
    ['battery', input.batteryJ !== undefined],
    ['battery: empty before the end', runs.some((one) => (one.batteryEmptyAtNs ?? one.endNs) < one.endNs)],
    [
      'battery: charge at the end',
      input.batteryJ !== undefined && runs.some((o) => o.batteryEmptyAtNs === null),
    ],
    ['fault: slow-down', (faults?.slowDowns ?? []).length > 0],
    ['fault: outage', (faults?.outages ?? []).length > 0],
    ['fault: sensor gap', (faults?.sensorGaps ?? []).length > 0],
    [
      'fault: sensor gap lost requests',
      input.queueLimit === undefined && runs.some((one) => one.dropped > 0),
    ],
    ['clock: governed', target.governor !== undefined],
    ['clock: changed', runs.some((one) => (one.clocks?.changes ?? 0) > 0)],
    ['batches', input.batching !== undefined],
    ['batches: of several samples', (input.batching?.most ?? 1) > 1 && runs.length > 0],
    ['batches or replicas: in surroundings', input.environment !== undefined],
    ['replicas', input.replicas !== undefined],
    ['replicas: started', runs.some((one) => (one.replicas?.boots ?? 0) > 0)],
    ['streams', input.streams !== undefined],
    ['streams: a budget exceeded', runs.some((one) => (one.overruns ?? 0) > 0)],
    ['rest: deeper states', target.units.some((unit) => unit.powerStates.length > 1)],
    ['rest: woken', runs.some((one) => one.ledger.some((entry) => entry.joules[8]! > 0))],
    ['policy code costs', runs.some((one) => one.ledger.some((entry) => entry.joules[4]! > 0))],
    ['switched', runs.some((one) => one.switches > 0)],
    ['refined', watched.some(({ witness }) => witness.seen.some((seen) => seen.answer >= 0))],
    [
      'refined: went on with the same network',
      watched.some(({ system, witness }) =>
        witness.seen.some(
          ({ option, answer }) => answer >= 0 && system.continuations?.pass(option, answer) !== answer,
        ),
      ),
    ],
    ['refined ten times', watched.some(({ witness }) => witness.seen.some((seen) => seen.pass >= 10))],
    ['floor: reachable', run.bestStatic?.feasible === true],
    ['floor: no static option keeps it', run.bestStatic?.feasible === false],
  ];
  const policies = run.policies.filter((policy) => policy.runs.length > 0);
  return [
    ...pairs.filter(([, holds]) => holds).map(([feature]) => feature),
    ...policies.map(({ policy }) => `policy: ${policyKind(policy)}`),
  ];
}

const isLadder = (option: { readonly role: string }) => option.role === 'ladder';

/** `static` and `small-dense` stand for one policy per option; `static-partition` is a policy of its own. */
const policyKind = (policy: string) =>
  policy.startsWith('static-') && policy !== 'static-partition'
    ? 'static'
    : policy.startsWith('small-dense')
      ? 'small-dense'
      : policy;
