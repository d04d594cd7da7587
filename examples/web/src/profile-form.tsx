import type { FormEvent } from "react";
import type { OwnProfileQuery } from "./generated/operations";

/** What users may change of themselves. */
export const fields = ["name", "nickname", "picture"] as const;
export type Field = (typeof fields)[number];

const labels: Readonly<Record<Field, string>> = {
  name: "Name",
  nickname: "Nickname",
  picture: "Address of a picture",
};

interface ProfileFormProps {
  readonly user: NonNullable<OwnProfileQuery["me"]>;
  /** Fields whose value is unknown at present. */
  readonly unreadable: readonly string[];
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
  readonly isBusy: boolean;
}

export function ProfileForm({ user, unreadable, onSubmit, isBusy }: ProfileFormProps) {
  return (
    <form onSubmit={onSubmit} className="narrow">
      {fields.map((field) => {
        const isUnknown = unreadable.includes(field);
        return (
          <p key={field} className="field">
            <label htmlFor={field}>{labels[field]}</label>
            <input
              id={field}
              name={field}
              type={field === "picture" ? "url" : "text"}
              autoComplete={field === "picture" ? "photo" : field}
              defaultValue={user[field] ?? ""}
              aria-describedby={isUnknown ? `${field}-hint` : undefined}
            />
            {isUnknown && (
              <small id={`${field}-hint`}>
                The current value can’t be read now. Empty leaves it as it is.
              </small>
            )}
          </p>
        );
      })}
      <button type="submit" aria-disabled={isBusy}>
        Preview changes
      </button>
    </form>
  );
}
