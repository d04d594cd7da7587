import { defineOperation } from "./account.js";
import { toSchemaAttributes } from "./attributes.js";
import { parseFilter } from "./filter.js";
import { toWireGroup } from "./groups.js";
import type { Pool } from "./pool.js";
import { toEpochSeconds, toListedUser, toReadUser } from "./pool-user.js";
import { groupMembersPage, groupPage, inPool, ofUser, userGroupsPage, userPage } from "./request-shapes.js";

export const readOperations = {
  AdminGetUser: defineOperation("UserRead", ofUser, ({ Username }, pool) => toReadUser(pool.get(Username))),

  ListUsers: defineOperation("UserList", userPage, (request, pool, { pager }) => {
    const { Limit: limit, PaginationToken: token, ...parameters } = request;
    const filter = parseFilter(request.Filter);
    const page = pager.cut({ operation: "ListUsers", parameters, limit, token }, (position) =>
      pool.listed.matching(filter, position),
    );
    return {
      Users: page.items.map((user) => toListedUser(user, request.AttributesToGet)),
      PaginationToken: page.token,
    };
  }),

  ListUsersInGroup: defineOperation("UserList", groupMembersPage, (request, pool, { pager }) => {
    const { Limit: limit, NextToken: token, ...parameters } = request;
    pool.groups.get(request.GroupName);
    const page = pager.cut({ operation: "ListUsersInGroup", parameters, limit, token }, (position) =>
      pool.groups.subsIn(request.GroupName, position),
    );
    return { Users: page.items.map((sub) => toListedUser(pool.getBySub(sub))), NextToken: page.token };
  }),

  AdminListGroupsForUser: defineOperation("UserResourceRead", userGroupsPage, (request, pool, { pager }) => {
    const { Limit: limit, NextToken: token, ...parameters } = request;
    const { sub } = pool.get(request.Username);
    const page = pager.cut({ operation: "AdminListGroupsForUser", parameters, limit, token }, (position) =>
      pool.groups.namesOf(sub, position),
    );
    const groups = page.items.map((name) => toWireGroup(pool.groups.get(name), pool.plan.id));
    return { Groups: groups, NextToken: page.token };
  }),

  ListGroups: defineOperation("UserPoolResourceRead", groupPage, (request, pool, { pager }) => {
    const { Limit: limit, NextToken: token, ...parameters } = request;
    const page = pager.cut({ operation: "ListGroups", parameters, limit, token }, (position) =>
      pool.groups.from(position),
    );
    return { Groups: page.items.map((group) => toWireGroup(group, pool.plan.id)), NextToken: page.token };
  }),

  DescribeUserPool: defineOperation("UserPoolRead", inPool, (_request, pool) => ({
    UserPool: toWirePool(pool),
  })),
};

/** The part of a description about user names and attributes. */
function toWirePool({ plan, size, createdAtMs }: Pool): Readonly<Record<string, unknown>> {
  const { minimumLength, requireUppercase, requireLowercase, requireNumbers, requireSymbols, historySize } =
    plan.password;
  return {
    Id: plan.id,
    Name: plan.name,
    Arn: `arn:aws:cognito-idp:us-east-1:000000000000:userpool/${plan.id}`,
    Policies: {
      PasswordPolicy: {
        MinimumLength: minimumLength,
        RequireUppercase: requireUppercase,
        RequireLowercase: requireLowercase,
        RequireNumbers: requireNumbers,
        RequireSymbols: requireSymbols,
        PasswordHistorySize: historySize,
      },
    },
    SchemaAttributes: toSchemaAttributes(plan),
    UsernameAttributes: plan.signIn === "email" ? ["email"] : undefined,
    AliasAttributes: plan.signIn === "username_or_email" ? ["email"] : undefined,
    UsernameConfiguration: { CaseSensitive: false },
    MfaConfiguration: "OFF",
    EstimatedNumberOfUsers: size,
    CreationDate: toEpochSeconds(createdAtMs),
    LastModifiedDate: toEpochSeconds(createdAtMs),
  };
}
