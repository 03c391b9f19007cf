/**
 * The chip engine at full activity: 8,192 neurons, 524,288 synapses, every neuron fires in every step. CPU time of this one
 * thread (compiler and collector included), so that neighbours on the machine do not count; a warm-up comes first. The
 * reference is what SANA-FE's authors' program did on that network on another machine of 2 cores, as published with its runs.
 * `--large` adds a network of a million neurons and a hundred million synapses in a process of its own.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { compileNetwork } from '../sim/targets/neuromorphic/chip/compile-network.ts';
import { SpikeRun } from '../sim/targets/neuromorphic/chip/spike-run.ts';
import { ClosedForm } from '../sim/targets/neuromorphic/chip/timing/closed-form.ts';
import { EventByEvent } from '../sim/targets/neuromorphic/chip/timing/event-by-event.ts';
import { meshRoutes } from '../sim/targets/neuromorphic/chip/timing/mesh-routes.ts';
import { SemiAnalytic } from '../sim/targets/neuromorphic/chip/timing/semi-analytic.ts';
import { SemiAnalyticKernel } from '../sim/targets/neuromorphic/chip/timing/semi-analytic-kernel.ts';
import type { StepTiming } from '../sim/targets/neuromorphic/chip/timing/step-timing.ts';
import { loihiDesign } from '../test/targets/neuromorphic/chip/loihi-design.ts';
import { syntheticNetwork } from '../test/targets/neuromorphic/chip/synthetic-network.ts';
import { table } from './lib/table.ts';
import { type LargeRun, runLarge } from './spikes/run-large.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    large: { type: 'boolean' },
    child: { type: 'boolean' },
  },
});

if (flags.child) {
  console.log(JSON.stringify(runLarge()));
  process.exit(0);
}

const steps = flags.quick ? 20 : 60;
const rounds = flags.quick ? 3 : 7;
const shape = { cores: 32, perCore: 256, messages: 8, synapses: 8, everyNth: 1 };
const { graph, placement } = syntheticNetwork(shape);
const network = compileNetwork(graph, loihiDesign, placement);
const routes = meshRoutes(loihiDesign, network)!;

/** Million synaptic events a second of CPU time of each model, and of the reference program elsewhere. */
const models: readonly (readonly [
  name: string,
  timing: (() => StepTiming) | null,
  referenceM: number | null,
])[] = [
  ['neurons and synapses alone', null, null],
  ['closed form', () => new ClosedForm(network), 7.4],
  ['semi-analytic', () => new SemiAnalyticKernel(loihiDesign, network, routes), 1.1],
  ['semi-analytic, plain JavaScript', () => new SemiAnalytic(loihiDesign, network), 1.1],
  ['event by event', () => new EventByEvent(loihiDesign, network), null],
];

function rateM(timing: StepTiming | null, count: number): number {
  const run = new SpikeRun(graph, loihiDesign, network);
  const before = process.cpuUsage();
  let events = 0;
  for (let step = 0; step < count; step++) {
    run.step();
    events += run.events;
    timing?.stepS(run.state);
  }
  const { user, system } = process.cpuUsage(before);
  return events / (user + system);
}

const rates = models.map(() => [] as number[]);
for (let round = 0; round <= rounds; round++)
  models.forEach(([name, timing], i) => {
    const count = name === 'event by event' ? Math.ceil(steps / 10) : steps;
    const rate = rateM(timing?.() ?? null, count);
    if (round > 0) rates[i]!.push(rate);
  });

const sorted = (list: readonly number[]) => [...list].sort((a, b) => a - b);
const results = models.map(([name, , referenceM], i) => {
  const list = sorted(rates[i]!);
  return { name, medianM: list[Math.floor(list.length / 2)]!, bestM: list.at(-1)!, referenceM };
});

let large: LargeRun | null = null;
if (flags.large) {
  const child = spawnSync(process.execPath, ['--import', 'tsx', 'bench/spikes.ts', '--child'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  large = JSON.parse(child.stdout) as LargeRun;
}

if (flags.json) console.log(JSON.stringify({ results, large }));
else {
  console.log(
    'million synaptic events a second of CPU time, one thread; 8,192 neurons, 524,288 synapses, all fire',
  );
  console.log(
    table(
      ['model', 'median', 'best', 'reference, elsewhere', 'ratio'],
      results.map(({ name, medianM, bestM, referenceM }) => [
        name,
        medianM.toFixed(1),
        bestM.toFixed(1),
        referenceM === null ? '' : referenceM.toFixed(1),
        referenceM === null ? '' : `${(medianM / referenceM).toFixed(0)}x`,
      ]),
    ),
  );
  if (large)
    console.log(
      `${large.neurons.toLocaleString('en')} neurons, ${large.synapses.toLocaleString('en')} synapses, ${large.messages.toLocaleString('en')} messages: ` +
        `placed and laid out in ${large.loadS.toFixed(1)} s, ${large.steps} steps with ${large.events.toLocaleString('en')} synaptic events in ${large.runS.toFixed(1)} s (CPU), ` +
        `at most ${(large.peakBytes / 2 ** 30).toFixed(2)} GiB`,
    );
}
