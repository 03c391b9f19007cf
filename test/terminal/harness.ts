// The dashboard on this process's terminal, with the fixture report. Run by the pseudo-terminal tests.
// argv[2] is the module that opens it: the compiled one, as in use.
// argv[3] is what goes wrong: nothing, `throw` after the first simulation, `draw` a frame that cannot be drawn.
import type { Resimulate } from '../../sim/dashboard/state/resimulate.ts';
import { fixtureAnswer, fixtureReport } from '../dashboard/fixture-report.ts';

const [, , entry, fault] = process.argv;
const { openDashboard } = (await import(entry!)) as typeof import('../../sim/dashboard/open-dashboard.ts');

const report = fixtureReport();
const broken = {
  ...report,
  scenario: { ...report.scenario, title: { toString: null } as unknown as string },
};

const resimulate: Resimulate = async (key, { deadlineMs }, signal) => {
  if (fault === 'throw')
    setTimeout(() => {
      throw new Error('thrown on purpose');
    }, 10);
  // Answers only when it is overtaken, so too late.
  if (deadlineMs === 45) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  if (deadlineMs < 30) throw new Error('no simulation under 30 ms');
  const run = report.cells.find((cell) => cell.target === key.target && cell.runtime === key.runtime);
  return fixtureAnswer(run!, deadlineMs);
};

const left = await openDashboard({ report: fault === 'draw' ? broken : report, resimulate });
process.stdout.write(`left: ${left}\n`);
