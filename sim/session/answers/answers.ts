import type { Answer } from '../answer.ts';
import type { QuestionKind } from '../questions.ts';
import { answerCell } from './answer-cell.ts';
import { answerRecording } from './answer-recording.ts';
import { answerRun } from './answer-run.ts';
import { answerTrace } from './answer-trace.ts';
import { answerUnits } from './answer-units.ts';
import { answerWatch } from './answer-watch.ts';
import { answerWindow } from './answer-window.ts';

/** Who answers what. */
export const answers: { readonly [K in QuestionKind]: Answer<K> } = {
  run: answerRun,
  cell: answerCell,
  recording: answerRecording,
  window: answerWindow,
  units: answerUnits,
  trace: answerTrace,
  watch: answerWatch,
};
