import { type ReactNode, useEffect, useRef } from "react";
import { toName } from "./availability";
import type { EditProfileMutation } from "./generated/operations";
import { PendingWrite } from "./pending-write";

type EditResult = NonNullable<EditProfileMutation["updateUser"]>;
type Preview = Extract<EditResult, { __typename: "UpdateUserPreview" }>;

interface ResultProps {
  readonly result: EditResult;
  readonly onSave: () => void;
  readonly onCancel: () => void;
}

/** Each member of the union has its own words; a problem that this page does not know has a message. */
export function Result({ result, onSave, onCancel }: ResultProps) {
  switch (result.__typename) {
    case "UpdateUserPreview":
      return <PreviewPanel preview={result} onSave={onSave} onCancel={onCancel} />;
    case "UpdateUserSuccess":
      return <Panel title="Saved">Every account has your changes.</Panel>;
    case "UpdateUserIncomplete":
      return (
        <Panel title="Saved in part">
          <PendingWrite id={result.writeId} outcomes={result.outcomes} />
        </Panel>
      );
    case "InvalidIdentityInput":
      return (
        <Panel title="Nothing was changed">
          <ul>
            {result.violations.map(({ path, message }) => (
              <li key={path}>{message}</li>
            ))}
          </ul>
        </Panel>
      );
    default:
      return <Panel title="Nothing was changed">{result.message}</Panel>;
  }
}

interface PreviewProps extends Omit<ResultProps, "result"> {
  readonly preview: Preview;
}

function PreviewPanel({ preview: { previews }, onSave, onCancel }: PreviewProps) {
  return (
    <Panel title="What would change">
      <ul>
        {previews.map(({ provider, fieldChanges, problem }) => (
          <li key={provider}>
            <strong>{toName(provider)}</strong>
            {problem && <p>{problem.message}</p>}
            {fieldChanges?.length === 0 && <p>Nothing</p>}
            {fieldChanges?.map(({ field, before, after }) => (
              <p key={field}>
                {field}: <del>{toText(before)}</del> becomes <ins>{toText(after)}</ins>
              </p>
            ))}
          </li>
        ))}
      </ul>
      <div className="buttons">
        <button type="button" onClick={onSave}>
          Save
        </button>
        <button type="button" className="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </Panel>
  );
}

function toText(value: unknown): string {
  return value === null || value === undefined ? "nothing" : String(value);
}

/** A part of the page that appeared in answer to a button: it receives the focus. */
function Panel({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another answer
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <section className="card">
      <h2 ref={heading} tabIndex={-1}>
        {title}
      </h2>
      {children}
    </section>
  );
}
