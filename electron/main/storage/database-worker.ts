// Runs an account's database in a worker thread, so that no query ever stalls the main process.
import { takeCompiledModules } from './compiled-modules.ts'

takeCompiledModules()
await import('./account-thread.ts')
