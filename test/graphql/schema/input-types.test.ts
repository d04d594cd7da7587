import { expect, test } from "@jest/globals";
import { getNamedType, isInputObjectType } from "graphql";
import { registry } from "../../../src/app.js";
import { createSubgraph } from "../../../src/graphql/schema/build-schema.js";

/** Scalars that refuse a malformed value before the input's own rules are checked, which report every violation at once. */
const parsedScalars = ["DateTime", "EmailAddress", "PhoneNumber", "URL"];

test("inputs take strings where outputs have scalars, so that each mistake is a violation", async () => {
  const { schema } = await createSubgraph(registry);
  const fields = Object.values(schema.getTypeMap())
    .filter(isInputObjectType)
    .flatMap((type) => Object.values(type.getFields()).map(({ name, type: of }) => ({ type, name, of })));
  const parsed = fields.filter(({ of }) => parsedScalars.includes(getNamedType(of).name));
  expect(parsed.map(({ type, name }) => `${type.name}.${name}`)).toEqual([]);
  expect(fields.length).toBeGreaterThan(100);
});
