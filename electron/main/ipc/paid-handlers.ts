import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { ContactRef } from '../../../shared/domain/contact.ts'
import type { ManagedFunction } from '../../../shared/domain/desktop.ts'
import { findPin } from '../../../shared/domain/pin.ts'
import type { AccountServices } from '../billing/account-services.ts'
import { namesOf } from '../contacts/contact-names.ts'
import type { ExportFiles } from '../dialogs/export-files.ts'

type Parts = {
  readonly open: () => AccountServices
  /** Refuses what the policy of this computer switches off. */
  readonly allowed: <A, R>(name: ManagedFunction, run: (args: A) => R) => (args: A) => R
  readonly contactOf: (number: string) => ContactRef | null
  readonly files: Pick<ExportFiles, 'saveSent'>
  readonly readClipboard: () => Promise<string>
}

/** The contract's calls about what was sent, about several SMS, and about a PIN that was copied. */
export function createPaidHandlers({ open, allowed, contactOf, files, readClipboard }: Parts): Pick<IpcHandlers, 'sms' | 'sent' | 'pin'> {
  return {
    sms: {
      sendAll: allowed('sms', (mailing) => open().sms.sendAll(mailing)),
      resume: allowed('sms', () => open().sms.resume()),
      stop: () => open().sms.stop(),
      discard: () => open().sms.discard(),
      setTemplates: ({ templates }) => open().sms.setTemplates(templates),
    },
    sent: {
      page: async (query) => {
        const page = await open().sent.page(query)
        return { ...page, names: namesOf(page.operations.flatMap(({ target, via }) => [target, via]).filter(Boolean), contactOf) }
      },
      export: ({ kind }) => {
        const { sent } = open()
        return files.saveSent((path, language) => sent.export(kind, path, language))
      },
    },
    pin: { fromClipboard: allowed('topup', async () => ({ pin: findPin(await readClipboard()) })) },
  }
}
