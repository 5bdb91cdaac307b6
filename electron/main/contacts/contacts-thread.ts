import { serveDatabase } from '../storage/serve-database.ts'
import { contactsIpc } from './contact-requests.ts'
import { contactsKind } from './contact-schema.ts'

serveDatabase(contactsIpc, () => contactsKind)
