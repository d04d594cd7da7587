/** What test files import from `@jest/globals`; replaced for each file, before it is loaded. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, test;

export function shareGlobals(globals) {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } = globals);
}
