import { html, Markup } from '../../../report/html/markup/html.ts';

const STYLE = `
body { margin: 0; padding: 14px 16px 2px; background: #fff; color: #1d1c1d; font: 14px/1.46 "Liberation Sans", "DejaVu Sans", Arial, sans-serif }
`;

/** A whole page for a picture. */
export function page(style: string, body: Markup): string {
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><title>A message</title>${new Markup(`<style>${STYLE}${style}</style>`)}<body>${body}</body></html>`
    .text;
}
