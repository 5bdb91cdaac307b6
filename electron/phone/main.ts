// The phone process: a phone, and the port to main, which Electron puts on `process`.
import { type DiagnosticReport, prepareCrashReport } from './crash-report.ts'
import { createPhone } from './phone.ts'

type MainPort = {
  on(name: 'message', listener: (event: { readonly data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** ms until a process in an unknown state ends: the log entry that says why has to reach main first. */
const EXIT_DELAY = 100

const { parentPort: main } = process as unknown as { readonly parentPort: MainPort }
// main names the folder, behind the one for index.ts
const writeCrashReport = prepareCrashReport(process.report as unknown as DiagnosticReport, process.argv[3])
const phone = createPhone({ post: (message) => main.postMessage(message) })

main.on('message', ({ data }) => phone.receive(data))
process.on('uncaughtException', (error) => {
  if (phone.survives(error)) return
  writeCrashReport(error)
  setTimeout(() => process.exit(1), EXIT_DELAY)
})
process.on('unhandledRejection', (reason) => phone.rejected(reason))
