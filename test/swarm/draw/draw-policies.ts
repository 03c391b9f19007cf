import type { RandomStream } from '../../../sim/engine/random/random-stream.ts';
import type { Policy, PolicyContext, PolicyDefinition } from '../../../sim/policies/policy.ts';
import type { Dice } from './dice.ts';

/** A pass may be refined so often (`maxPasses` of the simulation, less the first pass). */
const mostRefinements = 15;

const head = { source: 'swarm', signal: 'none', adaptive: true } as const;

/** Policies that nobody would ship: they answer and refine at random, hold grudges, and cost what they like. */
export const adversaries = {
  /** Answers at random; a new object every run, without `reset`. */
  'answers-at-random': (cost) => (context) => {
    const { choices, random } = context;
    let draw = 0;
    return { decide: () => choices[random.integer(draw++, choices.length)]!, cost };
  },
  /** Refines at random, at times as often as it may. */
  'refines-at-random': (cost) => (context) => {
    const { choices } = context;
    let { random } = context;
    let draw = 0;
    const any = () => choices[random.integer(draw++, choices.length)]!;
    return {
      decide: any,
      review: ({ pass }) => (pass < mostRefinements && random.uniform(draw++) < 0.4 ? any() : -1),
      reset: (fresh: RandomStream) => {
        random = fresh;
        draw = 0;
      },
      cost,
    };
  },
  /** Keeps to part of the list and says so. */
  'keeps-to-a-few': (cost) => (context) => {
    const uses = context.choices.filter((_, i) => i % 2 === 0);
    return { decide: ({ request }) => uses[request % uses.length]!, uses, cost };
  },
  /** Does the opposite of what a queue, a battery or a deadline ask for. */
  'follows-every-signal': (cost) => (context) => {
    const { choices } = context;
    return {
      decide: ({ queueLength, deadlineLeftNs, batteryShare, lastConfidence }) => {
        const late = deadlineLeftNs < 0 ? 1 : 0;
        const mood = queueLength + late + Math.floor(7 * batteryShare) + Math.floor(5 * lastConfidence);
        return choices[mood % choices.length]!;
      },
      review: ({ deadlineLeftNs, confidence, pass }) =>
        pass < 2 && (confidence < 0.3 || deadlineLeftNs < 0) ? choices[pass % choices.length]! : -1,
      cost,
    };
  },
  /** Remembers every answer of the run, and forgets it when told to. */
  'never-forgets': (cost) => (context) => {
    const { choices } = context;
    let memory = 0;
    return {
      decide: ({ timeNs }) => {
        memory = (Math.imul(memory, 31) + timeNs) >>> 0;
        return choices[memory % choices.length]!;
      },
      review: ({ serviceNs }) => {
        memory = (memory + serviceNs) >>> 0;
        return -1;
      },
      reset: () => {
        memory = 0;
      },
      cost,
    };
  },
} satisfies Record<string, (cost: Policy['cost']) => (context: PolicyContext) => Policy>;

export const adversaryIds = Object.keys(adversaries) as readonly (keyof typeof adversaries)[];

/** Some of them, each with a drawn cost. */
export function drawAdversaries(dice: Dice): PolicyDefinition[] {
  return dice.some(adversaryIds, 0.35).map((id) => {
    const cost = {
      decideOperations: dice.one([0, 0, 10, 1000]),
      reviewOperations: dice.one([0, 0, 5, 300]),
    };
    return { ...head, id, title: id, create: adversaries[id](cost) };
  });
}
