import type { PlotKind } from '../plot/plot-kind.ts';
import type { ThemeName } from './themes.ts';

/** How everything is drawn, whatever it shows. */
export interface Look {
  readonly theme: ThemeName;
  readonly plot: PlotKind;
  /** Only ASCII characters reach the terminal. */
  readonly ascii: boolean;
}
