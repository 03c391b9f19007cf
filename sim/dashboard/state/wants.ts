import type { QuestionKind, Questions } from '../../session/questions.ts';

/**
 * The places in the state that answers go to, and what kind of question each asks. A place holds one answer: when the
 * state wants another one there, the older question is given up.
 */
export const slots = {
  run: 'run',
  scenario: 'watch',
  knob: 'cell',
  settable: 'knobs',
  save: 'save',
  assess: 'assess',
  zones: 'zones',
  report: 'report',
  decisions: 'decisions',
  explanation: 'explanation',
  numbers: 'numbers',
  recording: 'recording',
  window: 'window',
  units: 'units',
  activity: 'activity',
  trace: 'trace',
} as const satisfies Record<string, QuestionKind>;

export type Slot = keyof typeof slots;
export type QuestionIn<S extends Slot> = Questions[(typeof slots)[S]]['question'];
export type PartIn<S extends Slot> = Questions[(typeof slots)[S]]['part'];
export type AnswerIn<S extends Slot> = Questions[(typeof slots)[S]]['answer'];

/** A question that the state wants answered. It is a function of the state: nothing is asked by hand. */
export type Want = {
  readonly [S in Slot]: {
    readonly slot: S;
    /** Tells questions in the slot apart: another key is another question. */
    readonly key: string;
    readonly question: QuestionIn<S>;
    /** How long the question must stay wanted before it is asked: while a knob still turns, none is. */
    readonly settleMs?: number;
    /** Nobody waits for its answer: no seconds are counted. */
    readonly unattended?: true;
  };
}[Slot];

/** What has come to a slot since its question was first wanted. */
export interface Answered<S extends Slot = Slot> {
  readonly key: string;
  readonly status: 'waiting' | 'answered' | 'failed';
  /** Whole seconds waited so far. */
  readonly waitedS: number;
  /** The last part that was told; null: none yet, or the slot takes parts apart itself. */
  readonly part: PartIn<S> | null;
  readonly answer: AnswerIn<S> | null;
  /** First line of why it failed. */
  readonly problem: string | null;
}

export type Answers = { readonly [S in Slot]?: Answered<S> };

/** What a slot holds for the question wanted now; null while another question's answer, or nothing, is there. */
export function answerOf<S extends Slot>(answers: Answers, slot: S, key: string): Answered<S> | null {
  const found = answers[slot] as Answered<S> | undefined;
  return found?.key === key ? found : null;
}
