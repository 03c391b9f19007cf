import { createRefinement } from './create-refinement.ts';
import type { PolicyDefinition } from './policy.ts';

/** Confidence refinement with recall: of the two answers the surer one is given. */
export const confidenceRecall: PolicyDefinition = {
  id: 'confidence-recall',
  title: 'Confidence refinement with recall',
  source: 'T-Tamer (2025): without recall no policy has a constant-factor guarantee; BranchyNet, big/little',
  signal: 'confidence of both passes',
  adaptive: true,
  charge: '10 a result',
  create: (context) => createRefinement(context, true),
};
