import type { Network, NetworkValue } from '../../network/network.ts';

const pattern = /^logits_exit(\d+)(?:_level(\d+))?$/;

/** An output that answers early. */
export interface NamedExit {
  readonly name: string;
  /** Counted along the network from 0. */
  readonly exit: number;
  /** The ladder level whose answers it gives; null: those of all levels. */
  readonly level: number | null;
}

/** Name of the output of an exit: `logits_exit0`, or `logits_exit0_level2` where each level has weights of its own. */
export function exitName(exit: number, level: number | null): string {
  return level === null ? `logits_exit${exit}` : `logits_exit${exit}_level${level}`;
}

/** What the outputs of a network are: its answer, and answers on the way there. */
export interface NetworkExits {
  readonly main: NetworkValue;
  readonly exits: readonly NamedExit[];
}

/** @throws RangeError for a network whose outputs are not one answer and its exits */
export function networkExits({ name, outputs, output }: Network): NetworkExits {
  const all = outputs ?? [{ ...output, type: 'float32' as const, dims: [...output.shape] }];
  const rest = all.filter((value) => !pattern.test(value.name));
  const [main] = rest;
  if (!main || rest.length > 1) {
    throw new RangeError(
      `network '${name}' has the outputs ${all.map((value) => value.name).join(', ')}; one answer is needed, and exits called logits_exitK`,
    );
  }
  return { main, exits: namedExits(all) };
}

/** The exits among outputs. */
export function namedExits(outputs: readonly { readonly name: string }[]): readonly NamedExit[] {
  return outputs.flatMap(({ name }): NamedExit[] => {
    const [, exit, level] = pattern.exec(name) ?? [];
    if (exit === undefined) return [];
    return [{ name, exit: Number(exit), level: level === undefined ? null : Number(level) }];
  });
}

/** The output that answers at an exit for a level; null: there is none. */
export function exitOutput(
  { exits }: Pick<NetworkExits, 'exits'>,
  exit: number,
  level: number,
): string | null {
  return (
    exits.find((each) => each.exit === exit && (each.level === null || each.level === level))?.name ?? null
  );
}
