import { equal } from "../equal.ts";
import { QueryGenerator } from "../query-generator.ts";
import { type Answer, gatewayNames } from "../route.ts";
import type { Row, RowGroup, Subject } from "./row.ts";

const sameAnswers: Row = {
  title: "generated queries have the same answer as without a gateway",
  routes: gatewayNames,
  check: async (subject) => {
    const { route, direct, extent } = subject;
    const generator = await createGenerator(subject);
    for (let number = 0; number < extent.queries; number += 1) {
      const query = generator.next();
      const [expected, found] = [await direct.ask({ query }), await route.ask({ query })];
      try {
        equal(toComparable(found), toComparable(expected));
      } catch (error) {
        throw new Error(`${(error as Error).message}\nseed ${extent.seed}, query ${number}: ${query}`);
      }
    }
  },
};

/** By the schema that the direct route has, so that each route can answer every query. */
async function createGenerator({ direct, extent, lab }: Subject): Promise<QueryGenerator> {
  return QueryGenerator.create((query) => direct.ask({ query }), lab.people, extent.seed);
}

/** The data without what differs from read to read, and where errors are with their codes. */
function toComparable({ data, errors }: Answer): unknown {
  return {
    data,
    errors: errors.map(({ path, extensions }) => `${path?.join(".")} ${extensions?.code}`).sort(),
  };
}

export const generated: RowGroup = { title: "Any query", rows: [sameAnswers] };
