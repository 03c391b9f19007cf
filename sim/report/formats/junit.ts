import { junitText } from './junit-text.ts';
import type { ReportFormat } from './report-format.ts';

/** `junit.xml`: the checklist of the SCI report as test cases. */
export const junit: ReportFormat = ({ checklist, scenario }) => [
  {
    name: 'junit.xml',
    content: junitText(
      `SCI checklist of ${scenario.name}`,
      checklist.map(({ item, holds, found }) => ({
        name: item,
        failure: holds ? null : found,
        output: found,
      })),
    ),
  },
];
