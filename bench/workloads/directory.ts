import { join } from "node:path";
import { Child } from "../child.ts";
import { cores } from "../cores.ts";
import type { DirectoryFigures } from "../directory-reads.ts";
import type { Lab } from "../lab.ts";
import type { Result } from "../result.ts";

export async function run(lab: Lab): Promise<Result> {
  const { directory: sizes, rounds } = lab.options;
  const stores = [
    { name: "SQLite", place: { sqliteFile: join(lab.folder, "growing.sqlite") } },
    { name: "PostgreSQL", place: { url: await lab.createDatabase() } },
  ];
  const rows: Result["rows"][number][] = [];
  for (const { name, place } of stores) {
    const args = [place, sizes, rounds].map((each) => JSON.stringify(each));
    const child = new Child({ program: "directory-reads.ts", args, core: cores.server });
    const figures = await child.message<readonly DirectoryFigures[]>();
    await child.stop();
    rows.push(
      { system: `${name}, 100 users`, samples: figures.map(({ hundred }) => hundred) },
      { system: `${name}, 1 user`, samples: figures.map(({ one }) => one) },
    );
  }
  return {
    title: "directory of more and more users",
    about:
      "Microseconds of one read of random users by id at the directory's API, three links each, no cache.",
    columns: sizes.map((size) => ({ name: `${size.toLocaleString("en")} users`, digits: 0 })),
    rows,
    baseline: "",
  };
}
