import { useQuery } from "@apollo/client/react";
import { useState } from "react";
import { toName, toTime } from "./availability";
import { HeaderDocument, type HeaderQuery } from "./generated/operations";
import { ScreenLink } from "./navigation";

type User = NonNullable<HeaderQuery["me"]>;

interface HeaderProps {
  readonly path: string;
  readonly onSignOut: () => void;
}

/** Who is signed in, on every screen, and whether that may be out of date. */
export function Header({ path, onSignOut }: HeaderProps) {
  const { data, loading } = useQuery(HeaderDocument);
  const me = data?.me;
  return (
    <header>
      <div className="bar">
        <Picture name={me?.name ?? ""} url={me?.picture ?? null} />
        <strong className="name">{me?.name || (loading ? "Loading …" : "Name unknown")}</strong>
        <button type="button" className="quiet" onClick={onSignOut}>
          Sign out
        </button>
      </div>
      <nav aria-label="Screens">
        <ScreenLink to="/" isCurrent={path !== "/profile"}>
          Sign-in methods
        </ScreenLink>
        <ScreenLink to="/profile" isCurrent={path === "/profile"}>
          Edit profile
        </ScreenLink>
      </nav>
      <p className="note" role="status">
        {me ? describeSources(me) : ""}
      </p>
    </header>
  );
}

/** The picture, or the initials while there is none to show. */
function Picture({ name, url }: { readonly name: string; readonly url: string | null }) {
  const [broken, setBroken] = useState<string>();
  if (url !== null && url !== broken)
    return <img className="picture" src={url} alt="" onError={() => setBroken(url)} />;
  const initials = name.split(/\s+/).map((word) => word.charAt(0));
  return (
    <span className="picture" aria-hidden="true">
      {initials.slice(0, 2).join("")}
    </span>
  );
}

function describeSources({ profileSources }: User): string {
  const sources = profileSources ?? [];
  const stale = sources.filter(({ availability }) => availability === "STALE");
  const unavailable = sources.filter(({ availability }) => availability === "UNAVAILABLE");
  const sentences = stale.map(
    ({ provider, readAt }) =>
      `${toName(provider)} can’t be read now: your name and picture are as of ${toTime(readAt)}.`,
  );
  if (unavailable.length > 0) {
    const names = new Intl.ListFormat("en").format(unavailable.map(({ provider }) => toName(provider)));
    sentences.push(`${names} can’t be read now: parts of your profile may be missing.`);
  }
  return sentences.join(" ");
}
