/**
 * Channels scaled by a width and rounded to a multiple of 8, but never down by more than a tenth: the rule of MobileNet
 * v2 and its descendants (`_make_divisible` of tensorflow/models, research/slim/nets/mobilenet/conv_blocks.py).
 */
export function scaledChannels(channels: number, width = 1): number {
  const wanted = channels * width;
  const rounded = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}
