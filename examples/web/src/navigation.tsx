import { type MouseEvent, type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";

/** The path of the address, which names the screen. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}

function subscribe(onChange: () => void): () => void {
  addEventListener("popstate", onChange);
  return () => removeEventListener("popstate", onChange);
}

interface LinkProps {
  readonly to: string;
  readonly isCurrent: boolean;
  readonly children: ReactNode;
}

/** A link to another screen, which opens without loading the page again. */
export function ScreenLink({ to, isCurrent, children }: LinkProps) {
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return; // the browser opens a tab or a window
    event.preventDefault();
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  };
  return (
    <a href={to} aria-current={isCurrent ? "page" : undefined} onClick={open}>
      {children}
    </a>
  );
}

/** The title of a screen. It receives the focus, so that the keyboard and screen readers start there. */
export function ScreenTitle({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = children;
    heading.current?.focus();
  }, [children]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
