import { type FormEvent, useState } from "react";
import { ScreenTitle } from "./navigation";

const roles = {
  person: "A user with accounts at all three providers",
  support: "A member of the support team",
  administrator: "An administrator",
};

interface SignInProps {
  readonly onToken: (token: string) => void;
}

/** Stands for the sign-in page of an identity provider: the sandbox has a token for each role. */
export function SignIn({ onToken }: SignInProps) {
  const [message, setMessage] = useState("");
  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const role = new FormData(event.currentTarget).get("role");
    setMessage("Signing in …");
    const response = await fetch(`/sandbox/token/${role}`).catch(() => undefined);
    if (response?.ok) return onToken(await response.text());
    setMessage("The demo does not answer. Start it with “npm run demo”, then try again.");
  };
  return (
    <main className="narrow">
      <ScreenTitle>Sign in</ScreenTitle>
      <form onSubmit={signIn}>
        <fieldset>
          <legend>Continue as</legend>
          {Object.entries(roles).map(([role, label], index) => (
            <label key={role} className="choice">
              <input type="radio" name="role" value={role} defaultChecked={index === 0} />
              {label}
            </label>
          ))}
        </fieldset>
        <button type="submit">Sign in</button>
        <p role="status">{message}</p>
      </form>
    </main>
  );
}
