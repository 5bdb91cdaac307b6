import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import { AppError } from '../../../shared/domain/failure.ts'
import type { AccountServices } from '../billing/account-services.ts'
import { cardSlip } from '../billing/card-slip.ts'
import { readCardFile } from '../billing/list-file.ts'
import { cardsCsv, orderCsv } from '../billing/tables.ts'
import type { ChosenFile } from '../dialogs/choose-file.ts'
import type { ExportFiles } from '../dialogs/export-files.ts'
import { writePrinted } from '../history/printed.ts'
import { writeWhole } from '../history/whole-file.ts'

export type CardHandlerParts = {
  /** Of the open account. @throws AppError where none is open, or cards are switched off by policy */
  readonly services: () => AccountServices
  readonly files: ExportFiles
  readonly chooseFile: () => Promise<ChosenFile | null>
  readonly copySecret: (secret: string) => void
  /** Time zone of the provider's wall clock. */
  readonly zone: () => string
}

/** The contract's calls about calling cards. */
export function createCardHandlers({ services, files, chooseFile, copySecret, zone }: CardHandlerParts): IpcHandlers['cards'] {
  const cards = () => services().cards
  return {
    list: () => cards().list(),
    lookUp: ({ number }) => services().lookUpCard(number),
    block: ({ cli }) => cards().change({ action: 'block', cli }),
    unblock: ({ cli }) => cards().change({ action: 'unblock', cli }),
    disable: ({ cli }) => cards().change({ action: 'disable', cli }),
    move: ({ cli, number }) => services().moveCard(cli, number),
    activate: ({ cli, pin }) => cards().change({ action: 'activate', cli, pin: pin.replace(/[\s-]/g, '') }),
    pin: async ({ cli }) => ({ pin: await cards().pin(cli) }),
    copyPin: async ({ cli }) => {
      copySecret(await cards().pin(cli))
    },
    setRealm: ({ realm }) => services().setRealm(realm),
    checkAll: ({ clis }) => cards().checkAll(clis),
    cancelCheck: () => cards().cancelCheck(),
    remove: ({ clis }) => cards().remove(clis),
    export({ clis }) {
      const { list } = cards()
      return files.saveTable({ en: 'cards', de: 'telefonkarten' }, async (language) => {
        const known = new Map((await list()).map((card) => [card.cli, card]))
        const wanted = clis.flatMap((cli) => known.get(cli) ?? [])
        return cardsCsv(wanted, language, zone())
      })
    },
    printSlip({ cli, withPin }) {
      const { withPin: read, list } = cards()
      return files.savePrinted({ en: `card-${cli.slice(-4)}`, de: `karte-${cli.slice(-4)}` }, async (path, language, print) => {
        // requested once the place is chosen: a dialog that is cancelled needs no PIN
        const { card, pin } = withPin ? await read(cli) : { card: (await list()).find((one) => one.cli === cli), pin: null }
        if (!card) throw new AppError('not-found', 'the card was removed from the list')
        const page = cardSlip(card, pin, language, zone())
        const write = (to: string): Promise<void> => writeWhole(to, (part) => part(page))
        return writePrinted(path, { write, footer: '<span></span>', tagged: true, print, signal: new AbortController().signal })
      })
    },
    async chooseFile() {
      services()
      const chosen = await chooseFile()
      return chosen && { fileName: chosen.fileName, rows: readCardFile(chosen.bytes) }
    },
    createBatch: (order) => services().cardBatches.create(order),
    stopBatch: () => services().cardBatches.stop(),
    continueBatch: ({ id, again }) => services().cardBatches.proceed(id, again),
    checkBatch: ({ id }) => services().cardBatches.check(id),
    batches: () => services().cardBatches.list(),
    batch: ({ id }) => services().cardBatches.cards(id),
    exportBatch({ id }) {
      const { cardBatches } = services()
      return files.saveTable({ en: 'card-order', de: 'kartenbestellung' }, async (language) => orderCsv(await cardBatches.cards(id), language))
    },
  }
}
