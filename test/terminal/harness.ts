// The dashboard on this process's terminal, with the fixture report. Run by the pseudo-terminal tests.
// argv[2] is the module that opens it: the compiled one, as in use.
// argv[3] is what goes wrong: nothing, `throw` after the first simulation, `draw` a frame that cannot be drawn.
import type { Questions } from '../../sim/session/questions.ts';
import type { Session } from '../../sim/session/session.ts';
import { fixtureAnswer, fixtureReport } from '../dashboard/fixture-report.ts';

const [, , entry, fault] = process.argv;
const { openDashboard } = (await import(entry!)) as typeof import('../../sim/dashboard/open-dashboard.ts');

const report = fixtureReport();
const broken = {
  ...report,
  scenario: { ...report.scenario, title: { toString: null } as unknown as string },
};

const session: Pick<Session, 'ask'> = {
  ask: async (kind, question, { signal } = {}) => {
    if (kind === 'watch') return new Promise(() => {});
    if (kind !== 'cell') throw new Error(`the harness answers no question about ${kind}`);
    const { cell: ref, change } = question as Questions['cell']['question'];
    const deadlineMs = change.deadlineMs!;
    if (fault === 'throw')
      setTimeout(() => {
        throw new Error('thrown on purpose');
      }, 10);
    // Answers only when it is overtaken, so too late.
    if (deadlineMs === 45) await new Promise((resolve) => signal!.addEventListener('abort', resolve));
    if (deadlineMs < 30) throw new Error('no simulation under 30 ms');
    const run = report.cells.find((cell) => cell.target === ref.target && cell.runtime === ref.runtime);
    return fixtureAnswer(run!, deadlineMs) as never;
  },
};

const { exit } = await openDashboard({ report: fault === 'draw' ? broken : report, session });
process.stdout.write(`left: ${exit}\n`);
