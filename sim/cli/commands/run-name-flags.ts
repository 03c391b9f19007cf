import { numberOf, wholeNumber, words } from '../parse.ts';

/** Flags that name one (target, runtime, load) of a scenario. */
export const cellFlags = {
  target: { kind: 'parsed', brief: 'target of the scenario', parse: words, placeholder: 'ID' },
  runtime: {
    kind: 'parsed',
    brief: "runtime of the target (default: the scenario's first)",
    parse: words,
    optional: true,
    placeholder: 'ID',
  },
  load: {
    kind: 'parsed',
    brief: 'load of the scenario (default: its first)',
    parse: numberOf(0),
    optional: true,
    placeholder: 'X',
  },
} as const;

export const repetitionFlag = {
  kind: 'parsed',
  brief: 'which of the paired repetitions, from 1 (default: 1)',
  parse: wholeNumber(1),
  optional: true,
  placeholder: 'N',
} as const;
