import { createRefinement } from './create-refinement.ts';
import type { PolicyDefinition } from './policy.ts';

/** A second, denser pass where the first is unsure; the second answer counts, whatever it is. */
export const confidenceRefinement: PolicyDefinition = {
  id: 'confidence-refinement',
  title: 'Confidence refinement',
  source: 'BranchyNet (Teerapittayanon et al., ICPR 2016) on nested networks; big/little (Park et al., 2015)',
  signal: 'confidence of the first pass',
  adaptive: true,
  charge: '6 a result',
  create: (context) => createRefinement(context, false),
};
