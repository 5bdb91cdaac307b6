import type { Contact } from '../../../shared/domain/contact.ts'
import type { ExportFormat } from '../../../shared/domain/contact-import.ts'
import type { Language } from '../history/csv.ts'
import { contactsCsv } from './contact-csv.ts'
import { type VcardVersion, writeVcard } from './vcard-writer.ts'

/** Contacts as the text of a file. */
export const exportText = (contacts: readonly Contact[], format: ExportFormat, language: Language): string =>
  format === 'csv' ? contactsCsv(contacts, language) : contacts.map((one) => writeVcard(one, format.slice('vcard-'.length) as VcardVersion)).join('')
