import { createContext } from 'react';
import { type Theme, themes } from './themes.ts';

/** The theme of everything below it. */
export const ThemeContext = createContext<Theme>(themes.dark);
