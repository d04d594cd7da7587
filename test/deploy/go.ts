import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { unpackDebian } from "../support/debian.js";

const run = promisify(execFile);

/** Debian's Go with Sprig, the functions that Helm's templates may use, and what Sprig needs. */
const packages = [
  "golang-1.19-go",
  "golang-1.19-src",
  "golang-github-google-uuid-dev",
  "golang-github-huandu-xstrings-dev",
  "golang-github-imdario-mergo-dev",
  "golang-github-masterminds-goutils-dev",
  "golang-github-masterminds-semver-dev",
  "golang-github-masterminds-sprig-dev",
  "golang-github-mitchellh-copystructure-dev",
  "golang-github-mitchellh-reflectwalk-dev",
  "golang-github-shopspring-decimal-dev",
  "golang-github-spf13-cast-dev",
  "golang-golang-x-crypto-dev",
  "golang-gopkg-yaml.v3-dev",
];

/** Compiles a Go program that uses Debian's libraries only. */
export async function buildGo(source: string, target: string): Promise<void> {
  const root = await unpackDebian("go", packages);
  const env = {
    ...process.env,
    GO111MODULE: "off",
    GOFLAGS: "-buildvcs=false",
    GOROOT: join(root, "usr/lib/go-1.19"),
    GOPATH: join(root, "usr/share/gocode"),
    GOCACHE: join(root, "cache"),
    CGO_ENABLED: "0",
  };
  await run(join(root, "usr/lib/go-1.19/bin/go"), ["build", "-o", target, source], { env });
}
