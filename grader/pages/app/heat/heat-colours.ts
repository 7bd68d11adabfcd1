import type { Theme } from '../../../../harness/view/app/diagram/palette.ts';

type Colour = readonly [red: number, green: number, blue: number];

/**
 * All passed stands apart; from few failures to nothing but failures, colours go evenly away from the
 * background in lightness, so that they can be told apart without their hues.
 */
interface Scale {
  readonly allPassed: Colour;
  readonly fewFailed: Colour;
  readonly half: Colour;
  readonly nonePassed: Colour;
}

const SCALES: Readonly<Record<Theme, Scale>> = {
  light: {
    allPassed: [220, 230, 243],
    fewFailed: [247, 190, 84],
    half: [221, 104, 44],
    nonePassed: [110, 14, 38],
  },
  dark: {
    allPassed: [31, 49, 73],
    fewFailed: [126, 84, 18],
    half: [222, 122, 52],
    nonePassed: [255, 221, 190],
  },
};

/** The colour of a pass rate, 0 … 1. */
export function heatColour(theme: Theme, rate: number): string {
  const { allPassed, fewFailed, half, nonePassed } = SCALES[theme];
  if (rate >= 1) return css(allPassed);
  return css(rate >= 0.5 ? between(half, fewFailed, 2 * rate - 1) : between(nonePassed, half, 2 * rate));
}

/** A colour for text on a cell. */
export function inkOn(theme: Theme, rate: number): string {
  const isLight = theme === 'light' ? rate > 0.45 : rate < 0.45;
  return isLight ? '#1b1f26' : '#ffffff';
}

function between(from: Colour, to: Colour, share: number): Colour {
  const at = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [at(0), at(1), at(2)];
}

function css([red, green, blue]: Colour): string {
  return `rgb(${red}, ${green}, ${blue})`;
}
