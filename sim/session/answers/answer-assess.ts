import { assessPolicy } from '../../report/green/assess-policy.ts';
import type { Answer } from '../answer.ts';

/** @throws InputError on an unknown zone or year */
export const answerAssess: Answer<'assess'> = async (_context, { row, grids }) => {
  const assessed = [];
  for (const grid of grids) assessed.push(await assessPolicy({ ...row, grid }));
  return assessed;
};
