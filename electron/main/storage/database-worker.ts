// Runs an account's database in a worker thread, so that no query ever stalls the main process.
import { accountKind } from './account-kind.ts'
import { databaseIpc } from './requests.ts'
import { serveDatabase } from './serve-database.ts'

serveDatabase(databaseIpc, () => accountKind)
