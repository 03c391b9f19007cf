import { openRequests } from './open-requests.ts';
import type { TaskData } from './task-data.ts';

/** Tasks whose networks scenarios use, by the name of their data set. */
export const taskNames = ['fashion-mnist', 'shuttle', 'brown', 'icons'] as const;
export type TaskName = (typeof taskNames)[number];

export const isTask = (data: string): data is TaskName => (taskNames as readonly string[]).includes(data);

/** What a task's networks read and answer, known without its data. */
export interface TaskShape {
  /** By input, the values of a sample; null: ids of tokens, as many as the sample has. */
  readonly inputs: Readonly<Record<string, number | null>>;
  readonly classes: number;
  /** What is asked about, for people. */
  readonly what: string;
}

export const taskShapes: Readonly<Record<TaskName, TaskShape>> = {
  'fashion-mnist': { inputs: { image: 28 * 28 }, classes: 10, what: 'grey images of 28 x 28' },
  shuttle: { inputs: { features: 18 }, classes: 7, what: '9 readings and their logarithms' },
  brown: { inputs: { words: null, suffixes: null, shapes: null }, classes: 12, what: 'words in a window' },
  icons: { inputs: { image: 32 * 32, words: null }, classes: 2, what: 'a drawing of 32 x 32 and a name' },
};

const opened = new Map<TaskName, TaskData>();

/**
 * The validation and test parts of a task, read once. Of Shuttle they are those of fold 0: its networks of seed 1.
 * @throws DataMissingError
 */
export function openScenarioTask(name: TaskName): TaskData {
  let data = opened.get(name);
  if (!data) {
    const { classes, part } = openRequests(name);
    data = { classes, parts: { validation: part('validation'), test: part('test') } };
    opened.set(name, data);
  }
  return data;
}
