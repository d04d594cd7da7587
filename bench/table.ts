import { type Result, toCells } from "./result.ts";

/** For the terminal: columns aligned. */
export function toTextTable(result: Result): string {
  return aligned(toGrid(result))
    .map((cells) => cells.join("  ").trimEnd())
    .join("\n");
}

export function toMarkdownTable(result: Result): string {
  const [head = [], ...rows] = aligned(toGrid(result));
  const rule = head.map((cell, index) =>
    index === 0 ? "-".repeat(cell.length) : `${"-".repeat(cell.length - 1)}:`,
  );
  return [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function toGrid(result: Result): readonly (readonly string[])[] {
  const head = ["", ...result.columns.map(({ name }) => name)];
  return [head, ...result.rows.map((row) => [row.system, ...toCells(result, row)])];
}

/** The first column to the left, figures to the right. */
function aligned(grid: readonly (readonly string[])[]): string[][] {
  const widths = (grid[0] ?? []).map((_, column) =>
    Math.max(3, ...grid.map((cells) => cells[column]?.length ?? 0)),
  );
  return grid.map((cells) =>
    cells.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    ),
  );
}
