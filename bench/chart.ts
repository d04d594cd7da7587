import { baselineOf, median, type Result } from "./result.ts";

const width = 820;
const labelWidth = 280;
const barHeight = 16;
const gap = 5;

/** One group of bars for each result: its first column against the baseline, on a logarithmic scale. */
export function toChart(results: readonly Result[]): string {
  const groups = results.map(toGroup).filter(({ bars }) => bars.length > 0);
  const ratios = groups.flatMap(({ bars }) => bars.map(({ ratio }) => ratio));
  const [from, to] = [Math.min(0.1, ...ratios), Math.max(10, ...ratios)].map(Math.log10) as [number, number];
  const place = (ratio: number): number =>
    labelWidth + ((Math.log10(ratio) - from) / (to - from)) * (width - labelWidth - 70);
  const parts: string[] = [];
  let y = 8;
  for (const { title, bars } of groups) {
    y += 24;
    parts.push(text(8, y, title, "bold"));
    y += 8;
    for (const { system, ratio } of bars) {
      const [left, right] = [place(1), place(ratio)].toSorted((one, other) => one - other) as [
        number,
        number,
      ];
      const color = system.startsWith("this service") ? "#2563eb" : "#9ca3af";
      parts.push(
        text(20, y + 12, system),
        `<rect x="${round(left)}" y="${y}" width="${round(Math.max(1, right - left))}" height="${barHeight}" fill="${color}"/>`,
        text(round(right + 6), y + 12, `${ratio.toFixed(2)} x`),
      );
      y += barHeight + gap;
    }
  }
  const axis = `<line x1="${round(place(1))}" x2="${round(place(1))}" y1="10" y2="${y}" stroke="#111827"/>`;
  const box = `xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 10}" width="${width}" height="${y + 10}"`;
  const style = `font-family="system-ui, sans-serif" font-size="12" fill="#111827"`;
  const background = `<rect width="${width}" height="${y + 10}" fill="#ffffff"/>`;
  return `<svg ${box} ${style}>\n${[background, ...parts, axis].join("\n")}\n</svg>\n`;
}

interface Group {
  readonly title: string;
  readonly bars: readonly { readonly system: string; readonly ratio: number }[];
}

function toGroup(result: Result): Group {
  const of = baselineOf(result)[0];
  const isComparable = of !== undefined && result.columns[0]?.hasRatio === true;
  const bars = result.rows.flatMap(({ system, samples }) => {
    const figure = median(samples[0] ?? []);
    return isComparable && figure !== undefined && figure > 0 ? [{ system, ratio: figure / of }] : [];
  });
  return { title: `${result.title}: ${result.columns[0]?.name} against ${result.baseline}`, bars };
}

function text(x: number, y: number, words: string, weight = "normal"): string {
  const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${x}" y="${y}" font-weight="${weight}">${escaped}</text>`;
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
