import type { Answer } from '../answer.ts';
import type { QuestionKind } from '../questions.ts';
import { answerActivity } from './answer-activity.ts';
import { answerAssess } from './answer-assess.ts';
import { answerCell } from './answer-cell.ts';
import { answerDecisions } from './answer-decisions.ts';
import { answerExplanation } from './answer-explanation.ts';
import { answerKnobs } from './answer-knobs.ts';
import { answerNumbers } from './answer-numbers.ts';
import { answerRecording } from './answer-recording.ts';
import { answerReport } from './answer-report.ts';
import { answerRun } from './answer-run.ts';
import { answerSave } from './answer-save.ts';
import { answerTrace } from './answer-trace.ts';
import { answerUnits } from './answer-units.ts';
import { answerWatch } from './answer-watch.ts';
import { answerWindow } from './answer-window.ts';
import { answerZones } from './answer-zones.ts';

/** Who answers what. */
export const answers: { readonly [K in QuestionKind]: Answer<K> } = {
  run: answerRun,
  cell: answerCell,
  knobs: answerKnobs,
  save: answerSave,
  recording: answerRecording,
  window: answerWindow,
  units: answerUnits,
  activity: answerActivity,
  trace: answerTrace,
  watch: answerWatch,
  zones: answerZones,
  assess: answerAssess,
  report: answerReport,
  decisions: answerDecisions,
  explanation: answerExplanation,
  numbers: answerNumbers,
};
