import type { PlotKind } from '../plot/plot-kind.ts';
import type { Look } from './look.ts';
import type { ThemeName } from './themes.ts';

/** What the user asked for. */
export interface LookWishes {
  readonly theme?: ThemeName | undefined;
  readonly plot?: PlotKind | undefined;
  readonly ascii?: boolean | undefined;
}

/** Whether the locale (LC_ALL before LC_CTYPE before LANG, POSIX) says that other characters than ASCII are shown. */
function isUnicode(env: Readonly<Partial<Record<string, string>>>): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  // Terminals where no locale is set are UTF-8 today; the Linux console has few glyphs and says so by its name.
  if (env['TERM'] === 'linux' || env['TERM'] === 'dumb') return false;
  return !locale || /utf-?8/i.test(locale);
}

/** The look that suits the wishes and, where there are none, the terminal. */
export function chooseLook(wishes: LookWishes, env: Readonly<Partial<Record<string, string>>>): Look {
  const ascii = wishes.ascii ?? !isUnicode(env);
  return {
    theme: wishes.theme ?? 'dark',
    plot: ascii ? 'ascii' : (wishes.plot ?? 'braille'),
    ascii,
  };
}
