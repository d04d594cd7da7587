import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Api, byIds, person, sampleUser, startApi, userPath } from "./auth0-api.js";

let api: Api;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 6, 1);
  api = await startApi({ now: () => nowMs });
});
afterEach(() => api.emulator.close());

async function idsFor(q: string, parameters: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const { status, body } = await api.search({ q, ...parameters });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body.map(({ user_id }: { user_id: string }) => user_id);
}

function ids(...slugs: string[]): string[] {
  return slugs.map((slug) => sampleUser(slug).user_id);
}

/** Everybody whose nickname starts with `person3`, in the order of the sample people. */
const thirties = ["blocked-at-auth0", ...Array.from({ length: 10 }, (_, index) => `person-3${index}`)];

describe("a search by ids", () => {
  test("finds each user once, in an order of its own, and leaves unknown ids out in silence", async () => {
    const [first, second, third] = ids("person-30", "person-31", "person-32") as [string, string, string];

    expect(await idsFor(byIds([third, first, "auth0|nobody", third, second]))).toEqual([
      first,
      second,
      third,
    ]);
    expect(await idsFor(`user_id:"${first}"`)).toEqual([first]);
  });

  test("is case-sensitive and undoes escapes", async () => {
    const odd = 'auth0|a"b\\c';
    api.emulator.seed([{ ...person("everywhere"), auth0: [{ ...sampleUser("everywhere"), user_id: odd }] }]);

    expect(await idsFor(byIds([odd]))).toEqual([odd]);
    expect(await idsFor(byIds([odd.toUpperCase()]))).toEqual([]);
  });
});

describe("a search by other fields", () => {
  test.each([
    ['email:"PERSON30@example.com"', ["person-30"]],
    ["email:person30@example.com", ["person-30"]],
    ["nickname:person3*", thirties],
    ['nickname:"person3*"', []],
    ['nickname:("person31" OR person30)', ["person-30", "person-31"]],
    ["nickname:person31 OR nickname:person30", ["person-30", "person-31"]],
    ["email:person31@example.com OR nickname:person30", ["person-30", "person-31"]],
    ["email:person30@example.com AND nickname:person31", []],
    ["nickname:person3* AND NOT nickname:person30", thirties.filter((slug) => slug !== "person-30")],
    ["(nickname:person30 OR nickname:person31) AND email:person31*", ["person-31"]],
    ["blocked:true", ["blocked-at-auth0", "blocked-everywhere"]],
    ['identities.connection:"google-oauth2"', ["linked-accounts"]],
    ['app_metadata.titanUserId:"titan-30"', ["person-30"]],
    ["updated_at:[2026-07-01 TO *]", []],
    ["nickname:person30 AND updated_at:{2026-06-30T12:00:00.000Z TO 2026-07-01]", ["person-30"]],
    ["nickname:person30 AND updated_at:{2026-06-30T12:34:56.789Z TO *]", []],
    ["nickname:person30 AND updated_at:[2026-06-30T12:34:56.789Z TO *]", ["person-30"]],
    ["nickname:person30 AND updated_at:[* TO 2026-06-30T12:34:56.789Z}", []],
    ["nickname:person3* AND logins_count:[9 TO 31]", ["person-30"]],
  ])("%s finds the users that meet it", async (q, slugs) => {
    expect(await idsFor(q)).toEqual(ids(...slugs));
  });

  test.each([
    "person30",
    "name:",
    'name:"open',
    "user_id:()",
    '(name:"a"',
    'name:"a" name:"b"',
    'password:"x"',
    "name:*son",
    "name:jo?",
    "name:john~",
    "-name:john",
    "name:/jo.*/",
    "((((((name:a))))))",
  ])("%s cannot be read and is a bad request", async (q) => {
    const answer = await api.search({ q });

    expect(answer).toMatchObject({ status: 400, body: { errorCode: "invalid_query_string" } });
    expect(answer.body.message).toMatch(/^Query validation error: '.+' on property q\.$/);
  });
});

describe("pages", () => {
  test("are cut from one order, counted from zero, 50 rows long unless told otherwise", async () => {
    const all = await api.get("/users?per_page=100");
    const standard = await api.get("/users");
    const second = await api.get("/users?per_page=20&page=1");

    expect(standard.body).toEqual(all.body.slice(0, 50));
    expect(second.body).toEqual(all.body.slice(20, 40));
  });

  test("tell the totals when asked", async () => {
    const { body } = await api.search({
      q: "nickname:person3*",
      include_totals: "true",
      page: "1",
      per_page: "4",
    });

    expect(body).toMatchObject({ start: 4, limit: 4, length: 4, total: 11 });
    expect(body.users.map(({ user_id }: { user_id: string }) => user_id)).toEqual(
      ids(...thirties.slice(4, 8)),
    );
  });

  test("beyond the first 1000 rows are refused, even when there are no such rows", async () => {
    expect((await api.get("/users?per_page=100&page=9")).body).toEqual([]);
    expect(await api.get("/users?per_page=100&page=10")).toMatchObject({
      status: 400,
      body: { errorCode: "invalid_paging" },
    });
    expect((await api.get("/users?per_page=51&page=19")).status).toBe(400);
  });

  test.each([
    ["per_page=101", "Value 101 is greater than maximum 100"],
    ["page=-1", "Value -1 is less than minimum 0"],
    ["page=one", "Expected type integer but found type string"],
    ["include_totals=1", "Expected type boolean but found type string"],
    ["from=abc&take=50", "Additional properties not allowed: from"],
    ["sort=app_metadata:1", "sort takes"],
    ["sort=name", "sort takes"],
    ["q=name:a", "available only if you specify"],
    ["q=name:a&search_engine=v1", "search_engine=v1"],
    ["q=name:a&search_engine=v2", "Use search_engine=v3"],
    ["search_engine=v4", "No enum match"],
  ])("%s is a bad request", async (query, words) => {
    const { status, body } = await api.get(`/users?${query}`);

    expect(status).toBe(400);
    expect(body).toMatchObject({
      errorCode: "invalid_query_string",
      message: expect.stringContaining(words),
    });
  });

  test("can be sorted both ways, users without the field last", async () => {
    const q = "email:person5@example.com OR nickname:person3*";

    const upwards = await idsFor(q, { sort: "logins_count:1" });
    const downwards = await idsFor(q, { sort: "logins_count:-1" });

    expect(upwards).toEqual(ids("blocked-at-auth0", ...thirties.slice(1), "no-metadata"));
    expect(downwards).toEqual([...upwards.slice(0, -1).toReversed(), ...ids("no-metadata")]);
  });

  test("can be cut down to some fields", async () => {
    const { body } = await api.search({ q: "nickname:person30", fields: "user_id,multifactor" });

    expect(body).toEqual([{ user_id: sampleUser("person-30").user_id }]);
  });
});

describe("what goes wrong in searches", () => {
  const three = () => ids("person-30", "person-31", "person-32") as [string, string, string];

  test("a write shows after the lag, while reads by id and by e-mail see it at once", async () => {
    api.emulator.settings.searchLagMs = 2_000;
    const [userId] = three();
    const created = (await api.create({ connection: "district", email: "new@example.com" })).body;
    await api.update(userId, { nickname: "changed" });
    await api.call("DELETE", userPath(sampleUser("person-31").user_id));
    const q = `${byIds([userId, created.user_id])} OR nickname:changed OR nickname:person31`;

    expect((await api.call("GET", userPath(userId))).body.nickname).toBe("changed");
    expect((await api.get("/users-by-email?email=new@example.com")).body).toEqual([created]);
    nowMs += 1_999;
    expect((await api.search({ q })).body).toMatchObject([
      { nickname: "person30" },
      { nickname: "person31" },
    ]);
    nowMs += 1;
    expect((await api.search({ q })).body).toMatchObject([{ nickname: "changed" }, { nickname: "new" }]);
  });

  test("without a lag a write shows at once", async () => {
    const { body } = await api.create({ connection: "district", email: "new@example.com" });

    expect(await idsFor("email:new@example.com")).toEqual([body.user_id]);
  });

  test("rows can come in another order, twice, or not at all", async () => {
    const [first, second, third] = three();
    const { settings } = api.emulator;

    settings.shuffle = true;
    expect(await idsFor(byIds([first, second, third]))).toEqual([third, second, first]);
    settings.omit = `${second},auth0|nobody`;
    expect(await idsFor(byIds([first, second, third]))).toEqual([third, first]);
    settings.repeat = true;
    expect(await idsFor(byIds([first, second, third]))).toEqual([third, third, first]);
    expect((await api.call("GET", userPath(second))).status).toBe(200);
  });

  test("a search can take too long", async () => {
    api.emulator.settings.searchTooSlow = true;

    expect(await api.search({ q: "name:a*" })).toMatchObject({ status: 503, body: { statusCode: 503 } });
    expect((await api.get("/users-by-email?email=a@example.com")).status).toBe(200);
  });

  test.each([9_000, 60_000])("a URL of %i characters is too long", async (length) => {
    const answer = await api.search({ q: `name:${"a".repeat(length)}` });

    expect(answer).toMatchObject({ status: 414, body: { statusCode: 414 } });
  });
});
