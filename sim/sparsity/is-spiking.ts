import type { NumericForm } from './outcome-table.ts';

/** Whether networks of a form send spikes: what an inference costs then depends on its sample. */
export const isSpiking = (form: NumericForm): boolean => form !== 'fp32' && form !== 'int8';
