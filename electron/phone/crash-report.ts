/** The part of Node's `process.report` that is used. */
export type DiagnosticReport = {
  directory: string
  excludeEnv: boolean
  excludeNetwork: boolean
  reportOnFatalError: boolean
  writeReport: (error?: Error) => string
}

/**
 * Node's diagnostic report of this process: where it was when it ended. Without the environment and the addresses of the network, in the folder that
 * main names; main reads it for the user, and nobody sends it.
 *
 * @returns writes one for an error after which the process ends
 */
export function prepareCrashReport(report: DiagnosticReport | undefined, folder: string | undefined): (error: unknown) => void {
  if (!report || !folder) return () => {}
  report.directory = folder
  report.excludeEnv = true
  report.excludeNetwork = true
  // out of memory: no code of ours runs any more
  report.reportOnFatalError = true
  return (error) => {
    try {
      report.writeReport(error instanceof Error ? error : new Error(String(error)))
    } catch {
      // a full disk; the log has the error
    }
  }
}
