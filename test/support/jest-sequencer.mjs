import Sequencer from "@jest/test-sequencer";

/** Tests here start processes and take longest. */
const slow = ["federation", "crash", "browser", "docker", "config", "cli", "deploy", "http"];

/** Runs the longest files first, so that no worker waits for the other in the end. Where no run was measured, those are guessed. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const isSlow = ({ path }) => slow.some((folder) => path.includes(`/test/${folder}/`));
    return [...sorted.filter(isSlow), ...sorted.filter((test) => !isSlow(test))];
  }
}
