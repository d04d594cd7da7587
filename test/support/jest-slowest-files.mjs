const count = 10;

/** Prints the files of a run that took longest, when there are more than a few. */
export default class SlowestFiles {
  onRunComplete(_contexts, { testResults }) {
    if (testResults.length <= count) return;
    const files = testResults
      .map(({ testFilePath, perfStats }) => ({ path: testFilePath, ms: perfStats.runtime }))
      .sort((one, other) => other.ms - one.ms)
      .slice(0, count);
    const lines = files.map(({ path, ms }) => {
      return `${(ms / 1_000).toFixed(1).padStart(7)} s  ${path.slice(process.cwd().length + 1)}`;
    });
    process.stdout.write(`\nSlowest files:\n${lines.join("\n")}\n`);
  }
}
