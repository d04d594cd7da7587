import { availableParallelism } from "node:os";

export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  globalSetup: "<rootDir>/test/support/jest-setup.mjs",
  globalTeardown: "<rootDir>/test/support/jest-teardown.mjs",
  testSequencer: "<rootDir>/test/support/jest-sequencer.mjs",
  testRunner: "<rootDir>/test/support/jest-test-runner.mjs",
  reporters: ["default", "<rootDir>/test/support/jest-slowest-files.mjs"],
  transform: {},
  testTimeout: 120_000,
  maxWorkers: availableParallelism(),
  workerIdleMemoryLimit: "1GB",
};
