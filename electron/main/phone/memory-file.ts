import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type PhoneMemory, phoneMemorySchema } from '../../../shared/contract/phone.ts'
import type { Log } from '../log.ts'

const empty: PhoneMemory = { bindings: [], dialogs: [] }

/**
 * Contacts and dialogs that a crash of the whole app would leave behind at the server. Addresses and ids only, no secret;
 * private all the same, and written so that a kill leaves the old or the new file. A full disk costs only the
 * clean-up after a crash, never a call.
 */
export function createMemoryFile(
  folder: string,
  log: Pick<Log, 'warn'>,
): { readonly read: () => PhoneMemory; readonly write: (memory: PhoneMemory) => void } {
  const path = join(folder, 'phone-memory.json')
  return {
    read() {
      try {
        return phoneMemorySchema.catch(empty).parse(JSON.parse(readFileSync(path, 'utf8')))
      } catch {
        return empty
      }
    },
    write(memory) {
      try {
        writeFileSync(`${path}.new`, JSON.stringify(memory), { mode: 0o600 })
        renameSync(`${path}.new`, path)
      } catch (e) {
        log.warn(`the phone's memory could not be written: ${(e as NodeJS.ErrnoException).code ?? 'failed'}`)
      }
    },
  }
}
