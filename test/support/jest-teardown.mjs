/** Ends what the set-up of this run has started. */
export default async function tearDownRun() {
  const { postgres, program } = globalThis.shared;
  await Promise.all([postgres?.stop(), program?.remove()]);
}
