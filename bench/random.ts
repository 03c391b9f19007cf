/** Time per random draw, beside what people write by hand on Math.random. */
import { parseArgs } from 'node:util';
import { AliasTable } from '../sim/engine/random/distributions/alias-table.ts';
import { bernoulli } from '../sim/engine/random/distributions/bernoulli.ts';
import { exponential } from '../sim/engine/random/distributions/exponential.ts';
import { gamma } from '../sim/engine/random/distributions/gamma.ts';
import { logNormal } from '../sim/engine/random/distributions/log-normal.ts';
import { normal } from '../sim/engine/random/distributions/normal.ts';
import { poisson } from '../sim/engine/random/distributions/poisson.ts';
import { weibull } from '../sim/engine/random/distributions/weibull.ts';
import { Zipf } from '../sim/engine/random/distributions/zipf.ts';
import { RandomStream } from '../sim/engine/random/random-stream.ts';
import { interleave } from './lib/interleave.ts';
import { table } from './lib/table.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const draws = 4000;
const s = new RandomStream(1, 'bench', 'draws');
const zipf = new Zipf(1000, 1.1);
const alias = new AliasTable([5, 4, 3, 2, 1]);
let sink = 0;

/** A loop of its own for each draw, so that none runs in code that was compiled for another. */
function loop(draw: string, scope: Record<string, unknown>): () => void {
  const body = `return () => { let sum = 0; for (let i = 0; i < ${draws}; i++) sum += ${draw}; keep(sum); };`;
  const all = { s, zipf, alias, keep: (sum: number) => (sink += sum), ...scope };
  return new Function(...Object.keys(all), body)(...Object.values(all));
}

/** Our draw, and the naive one it stands beside, where there is one. */
const pairs: readonly [name: string, ours: () => void, naive: (() => void) | null][] = [
  ['u32', loop('s.u32(i)', {}), loop('Math.floor(Math.random() * 4294967296)', {})],
  ['uniform', loop('s.uniform(i)', {}), loop('Math.random()', {})],
  ['uniform53', loop('s.uniform53(i)', {}), loop('Math.random()', {})],
  ['integer below 10', loop('s.integer(i, 10)', {}), loop('Math.floor(Math.random() * 10)', {})],
  [
    'exponential',
    loop('exponential(s, i, 2)', { exponential }),
    loop('-2 * Math.log(1 - Math.random())', {}),
  ],
  [
    'normal',
    loop('normal(s, i, 5, 2)', { normal }),
    loop(
      '5 + 2 * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(6.283185307179586 * Math.random())',
      {},
    ),
  ],
  [
    'weibull, shape 1.5',
    loop('weibull(s, i, 1.5, 2)', { weibull }),
    loop('2 * (-Math.log(1 - Math.random())) ** (1 / 1.5)', {}),
  ],
  [
    'bernoulli',
    loop('(bernoulli(s, i, 0.3) ? 1 : 0)', { bernoulli }),
    loop('(Math.random() < 0.3 ? 1 : 0)', {}),
  ],
  ['logNormal', loop('logNormal(s, i, 1, 0.5)', { logNormal }), null],
  ['gamma, shape 2.5', loop('gamma(s, i, 2.5, 1)', { gamma }), null],
  ['gamma, shape 0.5', loop('gamma(s, i, 0.5, 1)', { gamma }), null],
  ['poisson, mean 3', loop('poisson(s, i, 3)', { poisson }), null],
  ['poisson, mean 100', loop('poisson(s, i, 100)', { poisson }), null],
  ['zipf, 1000 ranks', loop('zipf.draw(s, i)', {}), null],
  ['alias table', loop('alias.draw(s, i)', {}), null],
];
const contestants = pairs.flatMap(([name, ours, naive]) => [
  { name, call: ours },
  ...(naive ? [{ name: `${name}, naive`, call: naive }] : []),
]);
const timings = new Map((await interleave(contestants, flags.quick ? 7 : 41, 2)).map((t) => [t.name, t]));
const ns = (name: string) => ((timings.get(name)?.p20Us ?? Number.NaN) * 1000) / draws;
const results = pairs.map(([name, , naive]) => ({
  name,
  ns: ns(name),
  naiveNs: naive ? ns(`${name}, naive`) : null,
}));
if (flags.json) {
  console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'random', results }));
} else {
  const rows = results.map((r) => [
    r.name,
    r.ns.toFixed(1),
    r.naiveNs?.toFixed(1) ?? '',
    r.naiveNs ? (r.ns / r.naiveNs).toFixed(2) : '',
  ]);
  console.log(table(['draw', 'ns', 'on Math.random, ns', 'times that'], rows));
}
if (!Number.isFinite(sink)) process.exitCode = 1;
