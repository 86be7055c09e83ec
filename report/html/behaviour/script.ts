import { COPYING } from './copying.ts';
import { FILTERING } from './filtering.ts';
import { KEYBOARD } from './keyboard.ts';
import { THEME } from './theme.ts';

/** The page's script. Everything can be read without it. */
export const SCRIPT = `'use strict';\n(() => {${[THEME, FILTERING, COPYING, KEYBOARD].join('')}})();\n`;
