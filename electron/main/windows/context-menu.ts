import type { MenuItemConstructorOptions } from 'electron'
import { numbersIn } from '../../../shared/domain/number-intake.ts'
import { readPhoneNumber } from '../../../shared/domain/phone-number.ts'
import type { Words } from '../environment.ts'
import { desktopStrings, fill } from '../strings.ts'

type Params = {
  readonly isEditable: boolean
  readonly selectionText: string
  readonly inputFieldType?: string
  readonly editFlags: { readonly canCut: boolean; readonly canCopy: boolean; readonly canPaste: boolean; readonly canSelectAll: boolean }
}

/** The menu of text: cut, copy, paste where they apply, and a call to each number that is selected. A password is not copied. */
export function contextMenu(params: Params, { language, region }: Words, call: (number: string) => void): MenuItemConstructorOptions[] {
  const t = desktopStrings(language).text
  const { isEditable, editFlags, inputFieldType } = params
  const selected = params.selectionText.trim().slice(0, 200)
  const secret = inputFieldType === 'password'
  const calls = secret
    ? []
    : numbersIn(selected).flatMap((number) => {
        const facts = readPhoneNumber(number, region)
        return facts ? [{ label: fill(t.call, { number: facts.display }), click: () => call(number) }] : []
      })
  return [
    ...calls,
    ...(calls.length ? [{ type: 'separator' as const }] : []),
    ...(isEditable ? [{ role: 'cut' as const, label: t.cut, enabled: editFlags.canCut && !secret }] : []),
    ...(isEditable || selected ? [{ role: 'copy' as const, label: t.copy, enabled: editFlags.canCopy && !secret }] : []),
    ...(isEditable
      ? [
          { role: 'paste' as const, label: t.paste, enabled: editFlags.canPaste },
          { type: 'separator' as const },
          { role: 'selectAll' as const, label: t.selectAll, enabled: editFlags.canSelectAll },
        ]
      : []),
  ]
}
