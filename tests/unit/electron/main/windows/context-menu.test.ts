import type { MenuItemConstructorOptions } from 'electron'
import { expect, it, vi } from 'vitest'
import { contextMenu } from '../../../../../electron/main/windows/context-menu.ts'
import { itemAt as at, labels } from '../../../../support/menu.ts'

const words = { language: 'en', app: 'Dialdesk', region: 'DE' } as const
const press = (item: MenuItemConstructorOptions): void => (item.click as () => void)()

it('the menu of text offers what applies there, and copies no password', () => {
  const editFlags = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true }
  const call = vi.fn()
  const menu = (part: object) => contextMenu({ isEditable: false, selectionText: '', editFlags, ...part }, words, call)
  expect(menu({})).toEqual([])
  expect(labels(menu({ selectionText: 'text' }))).toEqual(['Copy'])
  const number = menu({ selectionText: ' 030 23125110 ' })
  expect(labels(number)).toEqual(['Call +49\u00a030\u00a023125110...', '-', 'Copy'])
  press(number[0] as MenuItemConstructorOptions)
  expect(call).toHaveBeenCalledWith('030 23125110')
  const several = menu({ selectionText: 'Office: 030 23125110, mobile 0170 1234567' })
  expect(labels(several)).toEqual(['Call +49\u00a030\u00a023125110...', 'Call +49\u00a0170\u00a01234567...', '-', 'Copy'])
  press(several[1] as MenuItemConstructorOptions)
  expect(call).toHaveBeenLastCalledWith('0170 1234567')
  expect(labels(menu({ isEditable: true }))).toEqual(['Cut', 'Copy', 'Paste', '-', 'Select all'])
  const secret = menu({ isEditable: true, inputFieldType: 'password', selectionText: '03023125110' })
  expect([labels(secret), at(secret, 'Copy').enabled, at(secret, 'Cut').enabled]).toEqual([['Cut', 'Copy', 'Paste', '-', 'Select all'], false, false])
})
