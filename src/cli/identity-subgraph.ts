#!/usr/bin/env -S node --enable-source-maps
import { runProgram } from "./program.js";

process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
});
