/** Tasks whose networks can be asked; apart from what opens them, which loads data sets. */
export const requestTasks = ['fashion-mnist', 'mnist', 'shuttle', 'brown', 'imdb', 'icons'] as const;

export type RequestTask = (typeof requestTasks)[number];
