/** What a sample is for: weights are fitted on `train`, everything is chosen on `validation`, `test` is only reported. */
export type Part = 'train' | 'validation' | 'test';
