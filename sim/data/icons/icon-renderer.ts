import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DataFormatError } from '../source/data-format-error.ts';

export const iconSide = 32;

/** Renders a drawing to [32][32] u8: 0 where nothing is drawn, 255 where it is black. */
export type IconRenderer = (svg: string) => Uint8Array;

interface Resvg {
  new (
    svg: string,
    options: {
      readonly background: string;
      readonly fitTo: { readonly mode: 'width'; readonly value: number };
    },
  ): { render(): { readonly pixels: Uint8Array; readonly width: number; readonly height: number } };
}

/**
 * The renderer of the package `@resvg/resvg-js`, which comes with the icon sets.
 * @param folder that holds `node_modules`
 * @throws DataFormatError when it has no binary for this machine
 */
export function iconRenderer(folder: string): IconRenderer {
  let Resvg: Resvg;
  try {
    Resvg = createRequire(join(folder, 'package.json'))('@resvg/resvg-js').Resvg;
  } catch (error) {
    const said = (error as Error).message.split('\n')[0];
    throw new DataFormatError(
      join(folder, 'node_modules/@resvg/resvg-js'),
      `cannot be loaded (${said}); it needs a binary for ${process.platform}-${process.arch}: fetch the data on this machine`,
    );
  }
  // The fonts of a machine must not show in the data, and looking for them takes ten times as long as the drawing.
  const font = { loadSystemFonts: false };
  const options = { background: '#fff', font, fitTo: { mode: 'width' as const, value: iconSide } };
  return (svg) => {
    const { pixels } = new Resvg(svg, options).render();
    // Black on white: the three colours are equal.
    return Uint8Array.from({ length: iconSide * iconSide }, (_, i) => 255 - pixels[4 * i]!);
  };
}
