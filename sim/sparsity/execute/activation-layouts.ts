import { type ActivationLayout, activationLayout } from '../../../kernels/index.ts';
import type { Plan, Step } from './plan.ts';

/**
 * Layouts of the network's input and of each step's output, each padded as the step that reads it asks.
 * @param lanes samples side by side @param valueBytes 4 for float32, 2 for int8 less its zero point
 */
export function activationLayouts(plan: Plan, lanes: 1 | 8, valueBytes: 2 | 4 = 4): ActivationLayout[] {
  const layouts = [activationLayout(plan.input, lanes, { border: borderOf(plan.steps[0]), valueBytes })];
  plan.steps.forEach((step, i) => {
    const volume = {
      channels: step.kind === 'matrix' ? step.weights.rows : step.shape.channels,
      height: step.outHeight,
      width: step.outWidth,
    };
    // With the pitch of its input, a window that walks pixel by pixel needs no gathering.
    const walks = step.kind === 'matrix' && step.shape.strideH === 1 && step.shape.strideW === 1;
    const pitch = lanes === 1 && walks && step.outHeight * step.outWidth > 1 ? layouts[i]!.pitch : 0;
    const options = { border: borderOf(plan.steps[i + 1]), pitch, valueBytes };
    // The outputs are collected as they follow each other.
    const last = i === plan.steps.length - 1;
    layouts.push(activationLayout(volume, lanes, last ? { compact: true, valueBytes } : options));
  });
  return layouts;
}

function borderOf(reader: Step | undefined) {
  const pads = reader?.kind === 'matrix' ? reader.shape : null;
  return {
    top: pads?.padTop ?? 0,
    left: pads?.padLeft ?? 0,
    bottom: pads?.padBottom ?? 0,
    right: pads?.padRight ?? 0,
  };
}
