import { formatSi } from '../../../report/format-quantity.ts';
import { wrap } from '../../../report/text/wrap.ts';
import { cellTitle } from '../../state/cell-title.ts';
import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Field } from '../../table/column.ts';

/** What the reader should know before trusting a number: of the selected run, of its target, of all. */
export function warningsOf(
  state: DashboardState,
): readonly { readonly title: string; readonly texts: readonly string[] }[] {
  const { report } = state;
  const { cell: shown, result } = selectedPolicy(state);
  const { cell } = shown;
  const refusal = result?.refusal ?? cell.refusal;
  const mismatches = report.liveChecks.filter((check) => check.mismatches > 0);
  return [
    {
      title: `${cellTitle(cell)}${result ? ` · ${result.policy}` : ''}`,
      texts: [
        ...(result?.notRun ? [`${result.policy} was not run: it ${result.notRun}`] : []),
        ...(refusal
          ? [
              `does not fit: ${refusal.layer} needs ${formatSi(refusal.neededBytes, 'B')} of ${refusal.memory}, which has ${formatSi(refusal.availableBytes, 'B')}`,
            ]
          : []),
        ...(cell.estimated ? ['the speed under this runtime is derived, not measured (est.)'] : []),
        ...(cell.validated.latency
          ? []
          : ['latencies of this target are not validated against measurements']),
        ...(cell.validated.energy ? [] : ['energies of this target are not validated against measurements']),
        `energy may be off by a factor of ${cell.energyInterval.low} to ${cell.energyInterval.high}, latency of ${cell.latencyInterval.low} to ${cell.latencyInterval.high}`,
        ...(result?.accuracyFrom ? [`accuracy was executed in ${result.accuracyFrom}`] : []),
        ...cell.notes,
      ],
    },
    {
      title: 'the run',
      texts: [
        ...report.warnings,
        ...mismatches.map(
          ({ network, mismatches: count, images }) =>
            `${count} outcomes of ${network} on ${images} samples differ from the table`,
        ),
      ],
    },
  ];
}

/** The same as lines of at most so many characters; nothing to say is said. */
export function warningLines(state: DashboardState, width: number): readonly (readonly Field[])[] {
  return warningsOf(state).flatMap(({ title, texts }) => [
    [{ text: title, tone: 'quiet' } as const],
    ...(texts.length === 0 ? [[{ text: '  ✓ nothing to mind', tone: 'good' } as const]] : []),
    ...texts.flatMap((text) =>
      wrap(text, Math.max(20, width - 4)).map((line, at): readonly Field[] => [
        { text: at === 0 ? '  ! ' : '    ', tone: 'unsure' },
        { text: line },
      ]),
    ),
    [],
  ]);
}
