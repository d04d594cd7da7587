import { availableParallelism } from "node:os";

const swc = {
  jsc: {
    target: "es2023",
    parser: { syntax: "typescript", decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: false },
  },
  module: { type: "es6" },
  sourceMaps: "inline",
};

export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  globalSetup: "<rootDir>/test/support/jest-setup.mjs",
  globalTeardown: "<rootDir>/test/support/jest-teardown.mjs",
  setupFiles: ["<rootDir>/test/support/setup.ts"],
  reporters: ["default", "<rootDir>/test/support/jest-slowest-files.mjs"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: { "^.+\\.ts$": ["@swc/jest", swc] },
  testTimeout: 120_000,
  maxWorkers: availableParallelism(),
  workerIdleMemoryLimit: "1GB",
};
