import { accountKind } from './account-kind.ts'
import { databaseIpc } from './requests.ts'
import { serveDatabase } from './serve-database.ts'

serveDatabase(databaseIpc, () => accountKind)
