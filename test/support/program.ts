const { TEST_PROGRAM } = process.env;
if (TEST_PROGRAM === undefined) throw new Error("the global set-up has not built the program");

/** The folder that holds the program, built once per run as for production: `dist`, `schema` and `package.json`. */
export const program = TEST_PROGRAM;
