import { createRandom, oneOf } from "../support/random.js";
/** Random parts of requests, the same for the same seed. */
export class Random {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = createRandom(seed);
  }

  /** A whole number from 0 up to `end`, without it. */
  below(end: number): number {
    return Math.floor(this.#random() * end);
  }

  of<Value>(values: readonly Value[]): Value {
    return oneOf(values, this.#random);
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)));
  }
}

export interface FuzzRequest {
  readonly kind: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** Written to a socket as it is, which is then closed for writing; the rest does not count. */
  readonly raw?: Buffer;
}

const queries = [
  "{ __typename }",
  "query ($by: UserByInput!) { user(by: $by) { id name blockStatus identities { __typename ... on Identity { realm } } } }",
  "query ($r: [_Any!]!) { _entities(representations: $r) { ... on User { id name } } }",
  "{ users(first: 2) { totalCount edges { cursor node { id email } } pageInfo { hasNextPage } } }",
  'mutation { updateUser(input: { user: { id: "x" }, dryRun: true }) { __typename } }',
  "query A($e: EmailAddress!) { usersByEmail(email: $e) { users { id } } } query B { __typename }",
];

const words = [
  ...'{ } ( ) [ ] : = ! | & @ $ ... , # " """ \\ query mutation subscription fragment on null true 1 -1 1e999'.split(
    " ",
  ),
  ..."0x1 user users me by id email _entities _service representations __schema __type __proto__ constructor".split(
    " ",
  ),
  ..."toString User UserByInput @include @skip @defer ...F F $a $b \u0000 \ud800 \ufeff é 🏃".split(" "),
];

const keys = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "id",
  "by",
  "r",
  "e",
  "input",
  "",
  "\u0000",
  "__typename",
];

/** Any value of JSON, with members that reach for an object's prototype. */
function oddValue(random: Random, depth = 0): unknown {
  const leaves = [
    null,
    true,
    false,
    0,
    -0,
    1e308,
    -1,
    2 ** 53,
    "",
    "x",
    "\u0000",
    "\ud800",
    "a".repeat(300),
    "' OR 1=1 --",
  ];
  const kind = random.below(depth > 3 ? 1 : 4);
  if (kind <= 1) return random.of([...leaves, "User", "auth0|1", "019b76da-a800-78a8-a133-a34a9de7769a"]);
  if (kind === 2) return Array.from({ length: random.below(5) }, () => oddValue(random, depth + 1));
  const members = Array.from({ length: random.below(5) }, () => [
    random.of(keys),
    oddValue(random, depth + 1),
  ]);
  return JSON.parse(
    `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`,
  );
}

function mutate(random: Random, body: Buffer): Buffer {
  const bytes = [...body];
  for (let times = 1 + random.below(6); times > 0; times -= 1) {
    const place = random.below(bytes.length + 1);
    bytes.splice(place, random.below(3), ...random.bytes(random.below(3)));
  }
  return Buffer.from(bytes);
}

function toJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value) ?? "undefined");
}

function validBody(random: Random): object {
  const variables = { by: oddValue(random), r: oddValue(random), e: oddValue(random) };
  return {
    query: random.of(queries),
    variables,
    ...(random.below(3) === 0 && { operationName: oddValue(random) }),
  };
}

const bodies: Readonly<Record<string, (random: Random) => Buffer>> = {
  "odd variables": (random) => toJson(validBody(random)),
  "broken JSON": (random) => mutate(random, toJson(validBody(random))),
  "any JSON": (random) => toJson(oddValue(random)),
  "odd members": (random) =>
    toJson({ query: oddValue(random), variables: oddValue(random), extensions: oddValue(random) }),
  "word salad": (random) => {
    const length = random.below(60);
    return toJson({ query: Array.from({ length }, () => random.of(words)).join(random.of([" ", "", "\n"])) });
  },
  "broken document": (random) =>
    toJson({ query: mutate(random, Buffer.from(random.of(queries))).toString("utf8") }),
  "deep document": (random) => {
    const [open, shut] = random.of([
      ["{a", "}"],
      ["[", "]"],
      ["(a:", ")"],
      ["{a(b:[", "])}"],
      ["{...{", "}}"],
    ] as const);
    const depth = random.below(3_000);
    return toJson({ query: `{ user(by: ${open.repeat(depth)} 1 ${shut.repeat(depth)}) { id } }` });
  },
  "deep selections": (random) => {
    const depth = random.below(2_400);
    return toJson({ query: `${"{a".repeat(depth)}${"}".repeat(depth)}` });
  },
  "deep variables": (random) => {
    const depth = random.below(20_000);
    const [open, shut] = random.of([
      ["[", "]"],
      ['{"a":', "}"],
    ] as const);
    const query = JSON.stringify(random.of(queries));
    return Buffer.from(`{"query":${query},"variables":{"by":${open.repeat(depth)}1${shut.repeat(depth)}}}`);
  },
  "huge values": (random) => {
    const huge = "x".repeat(random.below(random.of([5_000, 50_000, 1_200_000])));
    return toJson({ query: queries[1], variables: { by: { email: huge } } });
  },
  "long lists": (random) => {
    const r = Array.from({ length: random.below(3_000) }, () =>
      random.of([{ __typename: "User", id: "1" }, 1, null]),
    );
    return toJson({ query: queries[2], variables: { r } });
  },
  "invalid UTF-8": (random) =>
    Buffer.concat([Buffer.from('{"query":"{ __typename }","x":"'), random.bytes(9), Buffer.from('"}')]),
  "another encoding": (random) =>
    random.of([
      Buffer.from('{"query":"{ __typename }"}', "utf16le"),
      Buffer.from('\ufeff{"query":"{ __typename }"}'),
      Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
    ]),
  noise: (random) => random.bytes(random.below(400)),
};

const bodyKinds = Object.keys(bodies);
const json = { "content-type": "application/json" };

const types = [
  "text/plain",
  "application/json; charset=utf-16",
  "application/json; charset",
  "application/json;;;=",
  "APPLICATION/JSON",
  "application/graphql",
  "multipart/form-data",
  "application/x-www-form-urlencoded",
  "*/*",
  ";",
];

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { accept: "text/html" },
  { accept: ";q=,,*/*;q=x" },
  { "content-encoding": "gzip" },
  { "transfer-encoding": "chunked" },
  { "x-forwarded-for": "1.2.3.4, ::1, unknown" },
  { host: "a b" },
  { host: "[::1" },
  { origin: "null" },
  { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  { authorization: "Bearer a.b.c" },
  { authorization: "Bearer" },
  { authorization: "Basic eDp5" },
  { "x-correlation-id": "../../etc/passwd <script>" },
  { "x-router-secret": "x" },
  { expect: "100-continue" },
  { expect: "x" },
  { cookie: "__proto__=1; constructor=2" },
];

function headerFlood(random: Random): Record<string, string> {
  const count = random.below(400);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`x-h${index}`, "v".repeat(random.below(60))]),
  );
}

function oddPath(random: Random): string {
  const query = encodeURIComponent(mutate(random, Buffer.from(random.of(queries))).toString("latin1"));
  return random.of([
    `/graphql?query=${query}`,
    `/graphql?query=${query}&query=1`,
    `/graphql?query=%7B__typename%7D&variables=${encodeURIComponent(JSON.stringify(oddValue(random)) ?? "")}`,
    "/graphql?query=%E0%A4%A&variables=%",
    "/graphql/%2e%2e/health/live",
    "/%c0%ae%c0%ae/",
    "//graphql",
    `/${"a".repeat(random.below(3_000))}`,
    "/health/ready",
    "/__proto__",
    "/graphql#x",
    "/graphql;x",
  ]);
}

const lines = [
  'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{"query":',
  "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  "POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n{}",
  "POST /graphql HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\ncontent-length: 4\r\n\r\n0\r\n\r\n",
  "GET /graphql HTTP/1.1\r\n\r\n",
  "GET http://other.example/graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: x\r\n\r\n",
  "GET /graphql?query=\u0000 HTTP/1.1\r\nhost: x\r\n\r\n",
  "GET / HTTP/9.9\r\n\r\n",
  "CONNECT x:1 HTTP/1.1\r\nhost: x\r\n\r\n",
  "GET / HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
  "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
  "\u0016\u0003\u0001",
  `GET / HTTP/1.1\r\nhost: x\r\n${"x-y: z\r\n".repeat(3_000)}\r\n`,
];

/** The next request: half of them well-formed HTTP with an odd body, the others odd in their headers, address or bytes. */
export function nextRequest(random: Random): FuzzRequest {
  const post = { method: "POST", path: "/graphql", headers: json };
  switch (random.below(12)) {
    case 0:
      return {
        ...post,
        kind: "content type",
        headers: { "content-type": random.of(types) },
        body: toJson(validBody(random)),
      };
    case 1:
      return {
        ...post,
        kind: "header",
        headers: { ...json, ...random.of(oddHeaders) },
        body: toJson(validBody(random)),
      };
    case 2:
      return {
        ...post,
        kind: "header flood",
        headers: { ...json, ...headerFlood(random) },
        body: toJson(validBody(random)),
      };
    case 3:
      return { kind: "address", method: "GET", path: oddPath(random), headers: {} };
    case 4: {
      const method = random.of(["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND", "QUERY"]);
      return {
        kind: "method",
        method,
        path: random.of(["/graphql", "/", "/health/live"]),
        headers: json,
        body: toJson({}),
      };
    }
    case 5: {
      const line = Buffer.from(random.of(lines), "latin1");
      const raw = random.below(2) === 0 ? line : mutate(random, line);
      return { ...post, kind: "raw bytes", raw };
    }
    default: {
      const kind = random.of(bodyKinds);
      return { ...post, kind, body: bodies[kind]?.(random) ?? Buffer.alloc(0) };
    }
  }
}
