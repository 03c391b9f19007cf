import type { PolicyNeed } from '../../sim/policies/policy.ts';
import { policyDefinitions } from '../../sim/policies/registry.ts';
import { adversaryIds } from './draw/draw-policies.ts';
import { targetClasses } from './draw/draw-target.ts';
import { reruns } from './draw-scenario.ts';

const chipNeeds: readonly PolicyNeed[] = [
  'exit points',
  'delta points',
  'masked points',
  'layer-skip points',
];

const rareNeeds: readonly PolicyNeed[] = ['several units', 'N:M points'];

/** Everything that seeds must draw or make happen, and in how many of a thousand at least. */
export const knownFeatures: Readonly<Record<string, number>> = {
  ...Object.fromEntries(targetClasses.map((name) => [`class: ${name}`, 100])),
  // What no drawn network or surroundings has is refused, and counted as such.
  ...Object.fromEntries(
    policyDefinitions
      .filter(({ needs = [] }) => needs.every((need) => need === 'gated points'))
      .map(({ id, needs }) => [`policy: ${id}`, needs ? 30 : 200]),
  ),
  // Chips with converted networks have exits and masks, some of them delta thresholds; drawn networks exits and sums.
  ...Object.fromEntries(
    policyDefinitions
      .filter(({ needs = [] }) => needs.length === 1 && chipNeeds.includes(needs[0]!))
      .map(({ id }) => [`policy: ${id}`, 5]),
  ),
  'refined: went on with the same network': 10,
  // Few drawn targets have several units, or kernels for a pattern that was drawn, too.
  ...Object.fromEntries(
    policyDefinitions
      .filter(({ needs = [] }) => needs.length === 1 && rareNeeds.includes(needs[0]!))
      .map(({ id }) => [`policy: ${id}`, 1]),
  ),
  ...Object.fromEntries(adversaryIds.map((id) => [`policy: ${id}`, 150])),
  ...Object.fromEntries(reruns.map((rerun) => [`run again: ${rerun}`, 100])),
  // Both units of a drawn pair must compute in one form.
  'options: split': 10,
  'options: split, used': 10,
  'policy: static': 200,
  'policy: small-dense': 100,
  'size: small': 700,
  'size: medium': 30,
  'size: large': 1,
  'target: drawn profile': 400,
  'target: shipped profile, perturbed': 200,
  'networks: no ladder': 50,
  'networks: small dense': 300,
  'networks: two numeric forms': 200,
  'tables in shared memory': 150,
  'several targets': 200,
  'several runtimes': 150,
  'several loads': 150,
  'several seeds': 200,
  'arrivals: poisson': 300,
  'arrivals: periodic': 300,
  'arrivals: all the time': 200,
  'arrivals: none in a run': 30,
  'runtime: skips blocks': 300,
  'runtime: dense': 300,
  'units: several': 100,
  'options: gated': 250,
  'options: branch skipped': 20,
  'options: pattern': 1,
  'options: exit': 50,
  'options: exit, used': 30,
  'costs: by sample': 150,
  'memory: nothing fits': 20,
  'memory: some option does not fit': 10,
  'memory: some options do not fit together': 5,
  'memory: a policy is refused': 5,
  'deadline: never missed': 200,
  'deadline: missed': 300,
  'deadline: a service time, exactly': 20,
  'load: exactly 1': 30,
  'queue limit': 300,
  'queue limit: dropped requests': 100,
  battery: 300,
  'battery: empty before the end': 200,
  'battery: charge at the end': 50,
  'fault: slow-down': 150,
  'fault: outage': 150,
  'fault: sensor gap': 150,
  'fault: sensor gap lost requests': 50,
  'clock: governed': 50,
  'clock: changed': 20,
  batches: 15,
  'batches: of several samples': 10,
  'batches or replicas: in surroundings': 30,
  replicas: 50,
  'replicas: started': 5,
  streams: 50,
  'streams: a budget exceeded': 10,
  'rest: deeper states': 400,
  'rest: woken': 400,
  'policy code costs': 400,
  switched: 400,
  refined: 250,
  'refined ten times': 0.5,
  'floor: reachable': 100,
  'floor: no static option keeps it': 300,
};
