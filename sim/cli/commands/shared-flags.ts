import type { FlagParametersForType, TypedPositionalParameter } from '@stricli/core';
import type { RunFlags } from '../actions/run.ts';
import type { CliContext } from '../context.ts';
import { wholeNumber, words } from '../parse.ts';

/** The scenario of a command; the main example where none is named. */
export const scenarioArgument: TypedPositionalParameter<string | undefined, CliContext> = {
  brief: 'scenario file (default: the smart camera)',
  parse: words,
  placeholder: 'SCENARIO',
  optional: true,
};

export const threadsFlag = {
  kind: 'parsed',
  brief: 'worker threads (default: one per core); results do not depend on it',
  parse: wholeNumber(1),
  optional: true,
  placeholder: 'N',
} as const;

export const cacheFlag = {
  kind: 'parsed',
  brief: 'folder of outcome tables and saved runs (default: ~/.cache/sparsewatt)',
  parse: words,
  optional: true,
  placeholder: 'DIR',
} as const;

export const jsonFlag = {
  kind: 'boolean',
  brief: 'print one JSON document instead of text',
  default: false,
  withNegated: false,
} as const;

export const zoneFlag = {
  kind: 'parsed',
  brief: 'grid zone instead of the one of the scenario, e.g. DE or US-CAL-CISO',
  parse: words,
  optional: true,
  placeholder: 'ZONE',
} as const;

export const yearFlag = {
  kind: 'parsed',
  brief: 'year of the grid data',
  parse: wholeNumber(2021),
  optional: true,
  placeholder: 'YEAR',
} as const;

export const settingsFlag = {
  kind: 'parsed',
  brief: 'settings of the report (YAML): accountable, grid, PUE, water, embodied, fleet',
  parse: words,
  optional: true,
  placeholder: 'FILE',
} as const;

export const targetFlag = {
  kind: 'parsed',
  brief: 'only these targets of the scenario, separated by commas',
  parse: words,
  variadic: ',',
  optional: true,
  placeholder: 'ID',
} as const;

export const seedFlag = {
  kind: 'parsed',
  brief: 'seed of arrivals, inputs and policies (default: the one of the scenario)',
  parse: wholeNumber(0),
  optional: true,
  placeholder: 'N',
} as const;

export const runFlags: FlagParametersForType<RunFlags, CliContext> = {
  seed: seedFlag,
  threads: threadsFlag,
  target: targetFlag,
  policy: {
    kind: 'parsed',
    brief: 'score this policy too: an id, or a file of your own (./mine.ts); may be repeated',
    parse: words,
    variadic: true,
    optional: true,
    placeholder: 'ID|FILE',
  },
  set: {
    kind: 'parsed',
    brief: 'set a parameter, as budget-controller.quantile=0.95; may be repeated',
    parse: words,
    variadic: true,
    optional: true,
    placeholder: 'ID.PARAMETER=X',
  },
  measure: {
    kind: 'boolean',
    brief: 'execute every image again instead of reading outcome tables',
    default: false,
    withNegated: false,
  },
  backend: {
    kind: 'enum',
    brief: 'execute 200 images on another backend too and print the agreement',
    values: ['gpujs'],
    optional: true,
  },
  full: {
    kind: 'boolean',
    brief: 'print every policy of every load, not only the most telling ones',
    default: false,
    withNegated: false,
  },
  watch: {
    kind: 'boolean',
    brief: 'run again whenever the file of an own policy changes, and print what that changed',
    default: false,
    withNegated: false,
  },
  json: jsonFlag,
  cache: cacheFlag,
  out: {
    kind: 'parsed',
    brief: 'also save the run as this JSON file',
    parse: words,
    optional: true,
    placeholder: 'FILE',
  },
};
