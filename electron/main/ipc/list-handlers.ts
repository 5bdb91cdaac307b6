import type { IpcHandlers } from '../../../shared/contract/ipc.ts'
import type { AccountServices } from '../billing/account-services.ts'
import { readNumberFile } from '../billing/list-file.ts'
import { ratesCsv } from '../billing/tables.ts'
import type { ChosenFile } from '../dialogs/choose-file.ts'
import type { ExportFiles } from '../dialogs/export-files.ts'

export type ListHandlerParts = {
  /** Of the open account. @throws AppError where none is open */
  readonly services: () => AccountServices
  readonly files: ExportFiles
  readonly chooseFile: () => Promise<ChosenFile | null>
  /** Time zone of the provider's wall clock. */
  readonly zone: () => string
}

/** The contract's calls about rates and lists of numbers. */
export function createRateHandlers({ services, files, chooseFile, zone }: ListHandlerParts): IpcHandlers['rates'] {
  const rates = () => services().rates
  return {
    ask: ({ numbers }) => rates().ask(numbers, false),
    lookUp: ({ numbers, goOn }) => rates().lookUp(numbers, goOn),
    cancelLookUp: () => rates().cancelLookUp(),
    earlier: () => rates().earlier(),
    nameList: ({ id, name }) => rates().nameList(id, name),
    removeList: ({ id }) => rates().removeList(id),
    known: () => rates().known(),
    async chooseFile() {
      const chosen = await chooseFile()
      return chosen && { fileName: chosen.fileName, lines: readNumberFile(chosen.bytes) }
    },
    export({ numbers, before }) {
      const { stored } = rates()
      return files.saveTable({ en: 'rates', de: 'tarife' }, async (language) => ratesCsv(numbers, await stored(numbers), before, language, zone()))
    },
    check: ({ number }) => services().checkNumber(number),
  }
}

/** The contract's calls about a callshop's desk. @param services as above; throws as well where the callshop is switched off by policy */
export function createCallshopHandlers(services: () => AccountServices, files: ExportFiles): IpcHandlers['callshop'] {
  const desk = () => services().desk
  return {
    desk: ({ fresh }) => desk().read(fresh),
    change: (part) => desk().change(part),
    nameBooth: ({ caller, name }) => desk().nameBooth(caller, name),
    boothCalls: (of) => desk().calls(of),
    async receipt(of) {
      const { write } = await desk().receipt(of)
      return files.savePrinted({ en: 'receipt', de: 'quittung' }, write)
    },
  }
}
