import { type ActivationLayout, activationLayout, type Border } from '../../../../kernels/index.ts';
import type { GraphPlan } from './graph-plan.ts';

const noBorder: Border = { top: 0, left: 0, bottom: 0, right: 0 };

/**
 * Layouts of a plan's buffers for up to `batch` samples: one lane for a single sample's volumes, else eight; tokens
 * always lie eight a panel, and a sample's first token starts one. A border is the largest that any reader's window asks
 * for.
 */
export function graphLayouts(plan: GraphPlan, batch: number): ActivationLayout[] {
  const single = batch === 1;
  const borders = plan.buffers.map((_, i) => borderOf(plan, i));
  const widths = plan.buffers.map(
    ({ volume }, i) => (borders[i]!.left + volume.width + borders[i]!.right) * (single ? 4 : 32),
  );
  return plan.buffers.map(({ volume, sequence }, i) => {
    if (sequence !== null) {
      const groups = batch * Math.ceil(plan.sequences[sequence]!.most / 8);
      return activationLayout(volume, 8, { groups });
    }
    if (!single) return activationLayout(volume, 8, { groups: Math.ceil(batch / 8), border: borders[i]! });
    if (volume.height * volume.width === 1) return activationLayout(volume, 1);
    // With one pitch for all images of a size, windows that walk pixel by pixel need no gathering.
    const alike = plan.buffers.flatMap(({ volume: v, sequence: s }, j) =>
      s === null && v.height === volume.height && v.width === volume.width ? [widths[j]!] : [],
    );
    return activationLayout(volume, 1, { border: borders[i]!, pitch: Math.max(...alike) });
  });
}

function borderOf(plan: GraphPlan, buffer: number): Border {
  let border = noBorder;
  for (const step of plan.steps) {
    if (step.kind !== 'matrix' || step.inputs[0] !== buffer) continue;
    const { padTop, padLeft, padBottom, padRight } = step.shape;
    border = {
      top: Math.max(border.top, padTop),
      left: Math.max(border.left, padLeft),
      bottom: Math.max(border.bottom, padBottom),
      right: Math.max(border.right, padRight),
    };
  }
  return border;
}
