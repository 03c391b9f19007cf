import type { Answer } from '../answer.ts';
import type { QuestionKind } from '../questions.ts';
import { answerCell } from './answer-cell.ts';
import { answerKnobs } from './answer-knobs.ts';
import { answerRun } from './answer-run.ts';
import { answerSave } from './answer-save.ts';
import { answerWatch } from './answer-watch.ts';

/** Who answers what. */
export const answers: { readonly [K in QuestionKind]: Answer<K> } = {
  run: answerRun,
  cell: answerCell,
  knobs: answerKnobs,
  save: answerSave,
  watch: answerWatch,
};
