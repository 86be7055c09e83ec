import { COLOURS } from './colours.ts';
import { DIFF } from './diff.ts';
import { FIGURES } from './figures.ts';
import { ITEMS } from './items.ts';
import { MAP } from './map.ts';
import { PAGE } from './page.ts';

/** The page's style. */
export const STYLE = [COLOURS, PAGE, FIGURES, ITEMS, DIFF, MAP].join('');
