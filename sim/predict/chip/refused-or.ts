import { InputError } from '../../schema/input-error.ts';
import type { Predicted } from './predicted.ts';

/** A prediction, or where the network does not fit that answer: it is one. @throws whatever else goes wrong */
export async function refusedOr(
  head: {
    readonly id: string;
    readonly point: string | null;
    readonly runtime: string | null;
    readonly steps: number;
  },
  predict: () => Promise<Predicted>,
): Promise<Predicted> {
  try {
    return await predict();
  } catch (error) {
    if (!(error instanceof InputError) || error.issues[0]?.code !== 'E_DOES_NOT_FIT') throw error;
    const { id, point, runtime, steps } = head;
    return {
      mapping: null,
      refusal: error.issues[0].message,
      network: { id, point },
      runtime,
      steps,
    };
  }
}
