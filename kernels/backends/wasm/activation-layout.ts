/** Channels, height and width of one sample; a vector is one pixel of many channels. */
export interface Volume {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** Zeros that the reader of an activation wants around each channel, in pixels. */
export interface Border {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/**
 * Where the elements of an activation [groups][channels][padded height][padded width][lanes] lie; sizes in bytes.
 * Eight lanes: a group is eight samples, and one pixel of theirs is a panel. One lane: a group is one sample, and eight
 * neighbouring pixels are a panel where the window walks in steps of one.
 */
export interface ActivationLayout extends Volume {
  readonly groups: number;
  readonly lanes: 1 | 8;
  readonly padTop: number;
  readonly padLeft: number;
  /** Padded rows of a plane. */
  readonly rows: number;
  readonly element: number;
  readonly pitch: number;
  readonly plane: number;
  /** From one group to the next. */
  readonly group: number;
  /** Of the whole activation. */
  readonly bytes: number;
  /** From the plane's start to pixel (0, 0). */
  readonly origin: number;
}

const noBorder: Border = { top: 0, left: 0, bottom: 0, right: 0 };
/** Bytes that a panel of eight pixels may reach beyond the last pixel of a plane. */
export const overhang = 28;

/**
 * @param valueBytes 4 for float32, 2 for the 16 bits that hold an int8 value less its zero point
 * @param pitch least bytes of a padded row: an output with its input's pitch is written without scattering
 * @param compact channels follow each other without a gap
 */
export function activationLayout(
  { channels, height, width }: Volume,
  lanes: 1 | 8,
  options: { groups?: number; border?: Border; pitch?: number; compact?: boolean; valueBytes?: 2 | 4 } = {},
): ActivationLayout {
  const { groups = 1, border = noBorder, pitch = 0, compact = lanes === 8 || height * width === 1 } = options;
  const element = lanes * (options.valueBytes ?? 4);
  const rows = border.top + height + border.bottom;
  const rowBytes = Math.max(pitch, (border.left + width + border.right) * element);
  const image = rows * rowBytes;
  const plane = compact ? image : Math.ceil((image + overhang) / 32) * 32;
  // Kernels write whole blocks of four rows, and read a panel beyond the last pixel.
  const group = Math.ceil(((channels + 3) * plane + overhang) / 64) * 64;
  return {
    channels,
    height,
    width,
    groups,
    lanes,
    padTop: border.top,
    padLeft: border.left,
    rows,
    element,
    pitch: rowBytes,
    plane,
    group,
    bytes: groups * group,
    origin: border.top * rowBytes + border.left * element,
  };
}
