const GAP = 3;

/** Rows as columns that are as wide as their widest cell, the last one as it is. `paint` colours a cell once it has its width. */
export function columns(
  rows: readonly (readonly string[])[],
  paint: (cell: string, row: number, column: number) => string = (cell) => cell,
): readonly string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, at) => Math.max(0, ...rows.map((row) => row[at]?.length ?? 0)));
  return rows.map((row, line) =>
    row
      .map((cell, at) => paint(cell, line, at) + ' '.repeat(at === row.length - 1 ? 0 : (widths[at] ?? 0) - cell.length + GAP))
      .join('')
      .trimEnd(),
  );
}
