import { wilson } from '../statistics/wilson.ts';
import type { Option, PolicyContext } from './policy.ts';

/** What an option is sure to answer correctly, in time: the lower end of the Wilson interval on validation data. */
export function safeAccuracy(option: Option, { validation }: Pick<PolicyContext, 'validation'>): number {
  return wilson(option.validationAccuracy, validation.sampleCount).low;
}
