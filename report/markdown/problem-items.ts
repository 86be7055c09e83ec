import type { Problem } from '../../specs/types.ts';
import { clipped } from '../alerts/clipped.ts';
import { markdownCode, markdownText } from '../escaping/markdown-text.ts';
import type { Part, Section } from './bounded-markdown.ts';
import { capped, textPart } from './items.ts';

/** Characters of a file's name: longer than any that is meant to be read. */
const LONGEST_NAME = 300;

function problemItem({ file, line, column, severity, message }: Problem): Part {
  const place = markdownCode(`${clipped(file, LONGEST_NAME)}:${line}:${column}`);
  return textPart('problem', message, (said) => `- ${place} ${severity}: ${markdownText(said)}\n`);
}

/** What is wrong in files, as a section of its own. */
export function problemSection(problems: readonly Problem[], heading: string): Section {
  return { opening: `${heading}\n\n`, parts: capped('problem', problems.map(problemItem)) };
}
