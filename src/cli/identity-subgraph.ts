#!/usr/bin/env -S node --enable-source-maps
import { runProgram } from "./program.js";

// the next program of a pipe, such as `head`, may have read enough
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});
process.exitCode = await runProgram(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
});
