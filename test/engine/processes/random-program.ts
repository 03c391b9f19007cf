import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

/** One step of a process of a random program. The field names are those that random_program.py reads. */
export type Operation =
  | {
      readonly op: 'wait';
      readonly delay: number;
      readonly how: 'number' | 'timeout';
      readonly again: boolean;
    }
  | { readonly op: 'await'; readonly event: number; readonly again: boolean }
  | { readonly op: 'succeed' | 'fail' | 'interrupt' | 'join' | 'spawn'; readonly which: number }
  | {
      readonly op: 'use';
      readonly resource: number;
      readonly priority: number;
      readonly preempt: boolean;
      readonly patience: number | null;
      readonly inside: readonly Operation[];
    }
  | {
      readonly op: 'put' | 'get';
      readonly store: number;
      readonly item: number;
      readonly patience: number | null;
    }
  | {
      readonly op: 'fill' | 'draw';
      readonly container: number;
      readonly amount: number;
      readonly again: boolean;
    }
  | { readonly op: 'all' | 'any'; readonly of: readonly Term[] }
  | { readonly op: 'throw' };

/** An event of a condition. */
export type Term =
  | { readonly term: 'timeout'; readonly which: number }
  | { readonly term: 'event'; readonly which: number }
  | { readonly term: 'process'; readonly which: number }
  | { readonly term: 'all' | 'any'; readonly of: readonly Term[] };

export interface Program {
  readonly resources: readonly {
    readonly kind: 'plain' | 'priority' | 'preemptive';
    readonly capacity: number;
  }[];
  readonly stores: readonly { readonly kind: 'plain' | 'filter' | 'priority'; readonly capacity: number }[];
  readonly containers: readonly { readonly capacity: number; readonly initial: number }[];
  readonly events: number;
  readonly scripts: readonly (readonly Operation[])[];
  readonly start: readonly number[];
}

const inner = [
  'wait',
  'wait',
  'wait',
  'trade',
  'trade',
  'trade',
  'pump',
  'pump',
  'interrupt',
  'signal',
  'await',
  'condition',
  'condition',
  'rare',
] as const;
const menu = [...inner, 'interrupt', 'use', 'use', 'use', 'use', 'use'] as const;

/** The program of a seed: short delays, so that nearly everything happens at the same few times. */
export function randomProgram(seed: number): Program {
  const stream = new RandomStream(seed, 'program', 'shape');
  let drawn = 0;
  const below = (bound: number): number => stream.integer(drawn++, bound);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)]!;
  const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);
  const maybe = (): boolean => below(3) === 0;
  const patience = (): number | null => (maybe() ? null : below(4));

  const term = (depth: number): Term =>
    depth < 2 && below(4) === 0
      ? { term: pick(['all', 'any'] as const), of: times(below(3), () => term(depth + 1)) }
      : { term: pick(['timeout', 'timeout', 'event', 'process'] as const), which: below(6) };
  const operation = (depth: number, above: number): Operation => {
    switch (pick(depth < 2 && above < 3 ? menu : inner)) {
      case 'wait':
        return { op: 'wait', delay: below(4), how: pick(['number', 'timeout'] as const), again: maybe() };
      case 'trade':
        return { op: pick(['put', 'get'] as const), store: below(3), item: below(4), patience: patience() };
      case 'pump':
        return { op: pick(['fill', 'draw'] as const), container: 0, amount: 1 + below(3), again: maybe() };
      case 'interrupt':
        return { op: 'interrupt', which: below(8) };
      case 'signal':
        return { op: pick(['succeed', 'succeed', 'fail'] as const), which: below(4) };
      case 'await':
        return { op: 'await', event: below(4), again: maybe() };
      case 'condition':
        return { op: pick(['all', 'any', 'any'] as const), of: times(below(4), () => term(0)) };
      case 'rare':
        return maybe() ? { op: 'throw' } : { op: pick(['join', 'spawn'] as const), which: below(8) };
      case 'use': {
        const resource = above + below(3 - above);
        const inside = times(1 + below(3), () => operation(depth + 1, resource + 1));
        return { op: 'use', resource, priority: below(3), preempt: !maybe(), patience: patience(), inside };
      }
    }
  };
  const shuffled = <T>(values: readonly T[]): T[] => {
    const rest = [...values];
    return values.map(() => rest.splice(below(rest.length), 1)[0]!);
  };

  return {
    resources: shuffled(['plain', 'priority', 'preemptive', 'preemptive'] as const)
      .slice(0, 3)
      .map((kind) => ({ kind, capacity: 1 + below(2) })),
    stores: shuffled(['plain', 'filter', 'priority'] as const).map((kind) => ({
      kind,
      capacity: 1 + below(3),
    })),
    containers: [{ capacity: 4, initial: below(5) }],
    events: 4,
    scripts: times(4, () => times(4 + below(9), () => operation(0, 0))),
    start: times(3 + below(6), () => below(4)),
  };
}
