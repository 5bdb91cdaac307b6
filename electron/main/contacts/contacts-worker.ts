// Runs the contacts' database in a worker thread.
import { takeCompiledModules } from '../storage/compiled-modules.ts'

takeCompiledModules()
await import('./contacts-thread.ts')
