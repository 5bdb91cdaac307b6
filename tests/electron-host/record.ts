/** What the app asked of the system, for looking at from a debugger; specs use tests/support/recorder.cjs instead. */
export const recorded: { what: string; args: unknown[] }[] = []
export const record = (what: string, ...args: unknown[]): void => {
  recorded.push({ what, args })
}
