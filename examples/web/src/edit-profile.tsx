import { CombinedGraphQLErrors } from "@apollo/client/errors";
import { useMutation, useQuery } from "@apollo/client/react";
import { type FormEvent, useState } from "react";
import {
  EditProfileDocument,
  type EditProfileMutation,
  HeaderDocument,
  OwnProfileDocument,
  type OwnProfileQuery,
  type UserProfileInput,
} from "./generated/operations";
import { ScreenTitle } from "./navigation";
import { type Field, fields, ProfileForm } from "./profile-form";
import { RequestFailed } from "./request-failed";
import { Result } from "./result";

type User = NonNullable<OwnProfileQuery["me"]>;

export function EditProfile() {
  const { data, error } = useQuery(OwnProfileDocument);
  return (
    <>
      <ScreenTitle>Edit profile</ScreenTitle>
      {data?.me ? <Editor key={data.me.id} user={data.me} unreadable={findUnreadable(error)} /> : null}
      {data === undefined && <RequestFailed error={error} />}
    </>
  );
}

/** A change with the key that makes it safe to send again. A new change has a new key. */
interface Change {
  readonly profile: UserProfileInput;
  readonly idempotencyKey: string;
}

interface EditorProps {
  readonly user: User;
  readonly unreadable: readonly string[];
}

/** The form, then what would change, then what came of it. */
function Editor({ user, unreadable }: EditorProps) {
  const [change, setChange] = useState<Change>();
  const [isEmpty, setEmpty] = useState(false);
  const [send, { data, error, loading, reset }] = useMutation(EditProfileDocument);
  const run = (next: Change, dryRun: boolean) => {
    setChange(next);
    const input = { user: { id: user.id }, dryRun, profile: next.profile };
    const refetchQueries = dryRun ? [] : [HeaderDocument];
    // the key belongs to the change that is made, not to its preview
    return send({
      variables: { input: dryRun ? input : { ...input, idempotencyKey: next.idempotencyKey } },
      refetchQueries,
    });
  };
  const preview = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const profile = toChanges(user, new FormData(event.currentTarget));
    const hasChanges = Object.keys(profile).length > 0;
    setEmpty(!hasChanges);
    if (hasChanges) void run({ profile, idempotencyKey: crypto.randomUUID() }, true);
    else reset();
  };
  const result: EditProfileMutation["updateUser"] = data?.updateUser ?? null;
  return (
    <>
      <ProfileForm user={user} unreadable={unreadable} onSubmit={preview} isBusy={loading} />
      <p role="status">{loading ? "One moment …" : isEmpty ? "You have not changed anything." : ""}</p>
      {!loading && result && change && (
        <Result result={result} onSave={() => void run(change, false)} onCancel={reset} />
      )}
      <RequestFailed error={result === null ? error : undefined} />
    </>
  );
}

/** Only what the user changed: an absent field stays as it is, and null clears it. */
function toChanges(user: User, form: FormData): UserProfileInput {
  const changed = fields
    .map((field): [Field, string | null] => [field, String(form.get(field)).trim() || null])
    .filter(([field, value]) => value !== user[field]);
  return Object.fromEntries(changed);
}

/** The fields whose provider can't be read: null does not mean that they have no value. */
function findUnreadable(error: unknown): readonly string[] {
  if (!CombinedGraphQLErrors.is(error)) return [];
  return error.errors.flatMap(({ path }) => (path?.[0] === "me" ? [String(path[1])] : []));
}
