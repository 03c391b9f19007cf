import type { ReactNode } from 'react';
import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf } from '../../state/wants.ts';
import { Table } from '../../table/table.tsx';
import { windowStart } from '../../table/window-start.ts';
import { wrapFields } from '../../table/wrap-fields.ts';
import { wrapWithin } from '../../table/wrap-within.ts';
import { detailLines } from '../../terminal/frame-layout.ts';
import { Lines } from '../../widgets/lines.tsx';
import { paneLine } from '../pane-line.ts';
import { scrolledLines } from '../scrolled-lines.ts';
import { decisionColumns } from './decision-columns.ts';
import { decisionDetails } from './decision-details.ts';
import { decisionRow } from './decision-row.ts';
import { decisionsOf, decisionsWant, selectedRequest } from './decisions.ts';
import { explanationLines } from './explanation-lines.ts';
import { numberColumns } from './number-columns.ts';
import {
  numberDetails,
  numberFacts,
  numberKey,
  numbersOf,
  numbersWant,
  visibleNumbers,
} from './number-rows.ts';
import { warningLines } from './warning-lines.ts';
import { whyAbout } from './why-about.ts';
import { whyPaneHeight, whyTableHeight } from './why-heights.ts';
import { whyPanes } from './why-state.ts';

interface PaneProps {
  readonly state: DashboardState;
  readonly height: number;
}

/** The lines under a table. */
function WhyDetails({
  texts,
  state: { viewport },
}: {
  readonly texts: readonly string[];
  readonly state: DashboardState;
}): ReactNode {
  const height = detailLines(viewport);
  const lines = texts.map((text) => [{ text }]);
  return <Lines lines={wrapWithin(lines, viewport.columns, height)} height={height} />;
}

function Decisions({ state, height }: PaneProps): ReactNode {
  const { result } = selectedPolicy(state);
  const answer = decisionsOf(state);
  if (!answer) {
    const want = decisionsWant(state);
    const asked = want && answerOf(state.answers, 'decisions', want.key);
    if (!want || asked?.problem) {
      const text = asked?.problem ?? `${result?.policy ?? 'no policy'} did not run here`;
      return <Lines lines={[[{ text: `✗ ${text}`, tone: 'bad' }]]} height={height} />;
    }
    const seconds = asked?.waitedS ? `, ${asked.waitedS} s` : '';
    const text = `… simulating ${result?.policy} again, request by request${seconds}`;
    return <Lines lines={[[{ text, tone: 'unsure' }]]} height={height} />;
  }
  const { log } = answer;
  if (state.why.isOpen && log.arrivalNs.length > 0)
    return <Lines lines={scrolledLines(explanationLines(state), state.why.scroll, height)} height={height} />;
  const about = whyAbout(state);
  const requests = log.arrivalNs.length;
  const selected = selectedRequest(state, log);
  const tableHeight = whyTableHeight(state);
  // Only the rows in sight are made: there may be a hundred thousand.
  const start = windowStart(requests, tableHeight, selected);
  const rows = Array.from({ length: Math.min(tableHeight, requests) }, (_, at) =>
    decisionRow(log, start + at),
  );
  const row = rows[selected - start];
  return (
    <>
      <Lines lines={about} height={about.length} />
      <Table
        columns={decisionColumns}
        rows={rows}
        rowKey={({ request }) => String(request)}
        selected={selected - start}
        view={{ column: null, reversed: false, offset: 0 }}
        width={state.viewport.columns}
        height={tableHeight}
      />
      <WhyDetails texts={row ? decisionDetails(row, log.always) : []} state={state} />
    </>
  );
}

function Numbers({ state, height }: PaneProps): ReactNode {
  const numbers = numbersOf(state);
  if (!numbers) {
    const problem = answerOf(state.answers, 'numbers', numbersWant(state).key)?.problem;
    const text = problem ? `✗ ${problem}` : '… reading the profile';
    return <Lines lines={[[{ text, tone: problem ? 'bad' : 'unsure' }]]} height={height} />;
  }
  const { rows, selected } = visibleNumbers(state);
  const row = rows[selected];
  if (row && state.why.isNumberOpen) {
    const facts = numberFacts(row).flatMap((text) => wrapFields([{ text }], state.viewport.columns));
    return <Lines lines={facts} height={height} />;
  }
  const details = row ? numberDetails(row) : ['no number holds all these words; Esc shows all'];
  const about = whyAbout(state);
  return (
    <>
      <Lines lines={about} height={about.length} />
      <Table
        columns={numberColumns}
        rows={rows}
        rowKey={numberKey}
        selected={selected}
        view={state.why.numbers}
        width={state.viewport.columns}
        height={whyTableHeight(state)}
      />
      <WhyDetails texts={details} state={state} />
    </>
  );
}

function Warnings({ state, height }: PaneProps): ReactNode {
  const lines = warningLines(state, state.viewport.columns);
  return <Lines lines={scrolledLines(lines, state.why.scroll, height)} height={height} />;
}

const panes = { decisions: Decisions, numbers: Numbers, warnings: Warnings };

/** Why the selected policy did what it did, where its target's numbers are from, and what to mind. */
export function WhyView({ state }: { readonly state: DashboardState }): ReactNode {
  const { pane } = state.why;
  const Pane = panes[pane];
  return (
    <>
      <Lines lines={[paneLine('why', whyPanes, pane, state.viewport.columns)]} height={1} />
      <Pane state={state} height={whyPaneHeight(state)} />
    </>
  );
}
