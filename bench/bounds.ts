/**
 * The lower bound against exhaustive search: random instances small enough that every assignment of options to requests
 * goes through the real simulator. The last row has the cheapest of all policies, whatever they spend on code and further passes
 * (`cheapestPolicy`), which goes through it, too. Exit code 1 where a bound is beaten. `--cases N --seed S`, 10,000 from 1 by default.
 */
import { parseArgs } from 'node:util';
import { boundsOn, drawInstance, exhaustiveJ } from '../test/score/exhaustive-instance.ts';
import { cheapestPolicy, runWritten } from '../test/score/exhaustive-policies.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    cases: { type: 'string' },
    seed: { type: 'string' },
  },
});
const cases = Number(flags.cases ?? (flags.quick ? 1000 : 10_000));
const first = Number(flags.seed ?? 1);
const bounds = {
  looseJ: 'without order (large runs)',
  pricedJ: 'with order, prices (to 500 requests)',
  anyPolicyJ: 'with order, any policy (few requests)',
  onePassJ: 'with order, one pass a request',
} as const;
type Name = keyof typeof bounds;
const names = Object.keys(bounds) as Name[];
const gaps = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
const afterSearch: number[] = [];
/** Where code or further passes save energy: how much. */
const cheaperBy: number[] = [];
let infeasible = 0;
let beaten = 0;
for (let seed = first; seed < first + cases; seed++) {
  const instance = drawInstance(seed);
  const leastJ = exhaustiveJ(instance);
  const found = boundsOn(instance);
  if (leastJ === null) {
    infeasible++;
    if (found.onePassJ !== null) beaten++;
    continue;
  }
  for (const name of names) {
    const boundJ = found[name];
    if (boundJ === null || !(boundJ <= leastJ)) {
      beaten++;
      console.log(`seed ${seed}: ${name} ${boundJ} is above ${leastJ}`);
    } else gaps[name].push(1 - boundJ / leastJ);
  }
  const anyPolicyJ = found.anyPolicyJ!;
  const cheaper = cheapestPolicy(instance, leastJ * (1 - 1e-9));
  const run = cheaper && runWritten(instance, cheaper.policy);
  if (run && !(run.correct >= instance.minCorrect && run.missed <= instance.maxMissed))
    throw new Error(`seed ${seed}: the policy that was written down breaks the limits`);
  if (run) cheaperBy.push(1 - run.energyJ / leastJ);
  const foundJ = run?.energyJ ?? leastJ;
  if (!(anyPolicyJ <= foundJ)) {
    beaten++;
    console.log(`seed ${seed}: anyPolicyJ ${anyPolicyJ} is above ${foundJ}`);
  }
  afterSearch.push(1 - anyPolicyJ / foundJ);
}
const listed = [
  ...names.map((name) => [bounds[name], gaps[name]] as const),
  ['the same as the third, against all policies', afterSearch] as const,
];
const rows = listed.map(([bound, all]) => {
  const sorted = all.sort((a, b) => a - b);
  return {
    bound,
    mean: sorted.reduce((sum, gap) => sum + gap, 0) / sorted.length,
    worst: sorted.at(-1)!,
    over: sorted.filter((gap) => gap > 0.02).length,
    cases: sorted.length,
  };
});
if (flags.json)
  console.log(
    JSON.stringify({ schemaVersion: 1, benchmark: 'bounds', cases, infeasible, beaten, cheaperBy, rows }),
  );
else {
  const percent = (value: number) => `${(100 * value).toFixed(3)}%`;
  console.log(
    table(
      ['bound', 'mean gap', 'worst gap', 'over 2%'],
      rows.map((row) => [row.bound, percent(row.mean), percent(row.worst), `${row.over} of ${row.cases}`]),
    ),
  );
  console.log(
    `code or further passes save energy in ${cheaperBy.length} instances, ${percent(Math.max(0, ...cheaperBy))} at most`,
  );
  console.log(`${cases} instances, ${infeasible} without a feasible assignment, ${beaten} times beaten`);
}
process.exitCode = beaten > 0 ? 1 : 0;
