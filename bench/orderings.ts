/**
 * Orderings that papers report, on the networks and targets of the smart camera: how one policy stands on a
 * microcontroller, a GPU and a neuromorphic chip, and how near an ALERT-style controller comes to a clairvoyant.
 */
import { parseArgs } from 'node:util';
import { budgetCascade } from '../sim/policies/budget-cascade.ts';
import { budgetController } from '../sim/policies/budget-controller.ts';
import { confidenceRefinement } from '../sim/policies/confidence-refinement.ts';
import { table } from './lib/table.ts';
import { type AlertRow, alertConditions } from './orderings/alert-conditions.ts';
import { openCameraCell } from './orderings/open-camera-cell.ts';
import { rankPolicies } from './orderings/rank-policies.ts';

const { values: flags } = parseArgs({ options: { quick: { type: 'boolean' }, json: { type: 'boolean' } } });
const requests = flags.quick ? 2000 : 10_000;

/** ALERT's own kind of options, a fixed cascade, and its control over cascades. */
const controllers = [budgetController, confidenceRefinement, budgetCascade];

const ranked = await rankPolicies();
const alert: AlertRow[] = [];
for (const [target, runtime] of [
  ['xeon-8380', 'sparsewatt-4x1'],
  ['jetson-agx-orin', 'sparsewatt-4x1'],
  ['a100', 'sparsewatt-4x1'],
  ['nucleo-u575zi-q', 'sparsewatt-4x1'],
] as const)
  for (const contention of [1, 2])
    for (const controller of controllers)
      alert.push(alertConditions(await openCameraCell(target, runtime), contention, requests, controller));

if (flags.json) console.log(JSON.stringify({ schemaVersion: 1, benchmark: 'orderings', ranked, alert }));
else {
  const percent = (value: number) => `${(100 * value).toFixed(1)}%`;
  console.log(
    'energy above idle against dense on the same chip (rank), and time saved over operations saved\n',
  );
  console.log(
    table(
      ['policy', ...ranked.targets],
      ranked.rows.map(({ policy, cells }) => [
        policy,
        ...cells.map((cell) =>
          cell === null
            ? '-'
            : `${percent(cell.overDense)} (${cell.rank})${cell.realisation === null ? '' : ` ${cell.realisation.toFixed(2)}`}`,
        ),
      ]),
    ),
  );
  console.log(
    '\nALERT-style budget controller, a fixed cascade, and the controller over cascades: horizon energy over that of a reference (in its paper: 3% over its oracle, which knows how slow the machine will be; O_dyn knows the answers instead)\n',
  );
  console.log(
    table(
      [
        'target',
        'contention',
        'controller',
        'over its oracle',
        'over O_dyn',
        'over bound',
        'over best static',
        'accuracy (floor)',
        'O_dyn',
        'misses',
      ],
      alert.map((row) => [
        row.target,
        `x${row.contention}`,
        row.policy,
        percent(row.overOracle - 1),
        percent(row.overDyn - 1),
        row.overBound === null ? '-' : percent(row.overBound - 1),
        percent(row.overStatic - 1),
        `${percent(row.accuracy)} (${percent(row.floor)})`,
        percent(row.dynAccuracy),
        percent(row.missShare),
      ]),
    ),
  );
}
