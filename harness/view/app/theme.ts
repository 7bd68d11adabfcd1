import { useEffect, useState } from 'preact/hooks';
import { PALETTES, type Palette, type Theme } from './diagram/palette.ts';

const KEY = 'lockstep-theme';

/** Dark or light: as the system has it, until the reader chooses. */
export function useTheme(): { theme: Theme; palette: Palette; toggle: () => void } {
  const [theme, setTheme] = useState<Theme>(() => remembered() ?? systemTheme());
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    remember(next);
    setTheme(next);
  };
  return { theme, palette: PALETTES[theme], toggle };
}

function systemTheme(): Theme {
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Browsers may refuse storage to files from disk. */
function remembered(): Theme | undefined {
  try {
    const text = localStorage.getItem(KEY);
    return text === 'dark' || text === 'light' ? text : undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Then it is forgotten with the page.
  }
}
