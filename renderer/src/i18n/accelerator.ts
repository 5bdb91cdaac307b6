import type { TFunction } from 'i18next'
import { ACCELERATOR } from '../../../shared/domain/desktop.ts'

/** Keys by the names printed on the keyboard: `CommandOrControl+Alt+A` is `Ctrl Alt A`, `Strg Alt A`, on macOS `Cmd Option A`. */
export function acceleratorText(t: TFunction, keys: string, mac: boolean): string {
  const ctrl = t('keys.name.ctrl')
  return keys
    .replace('CommandOrControl', mac ? t('keys.name.cmd') : ctrl)
    .replace('Control', ctrl)
    .replace('Alt', mac ? t('keys.name.option') : 'Alt')
    .replace('Shift', t('keys.name.shift'))
    .replace('Enter', t('keys.name.enter'))
    .replaceAll('+', ' ')
}

type Press = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** What was pressed, in Electron's notation; null while only modifiers are down, "" for what cannot be a key in all programs. */
export function pressedKeys(e: Press, mac: boolean): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'].includes(e.key)) return null
  // by position, because Alt and Shift change the character
  const key = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(e.code)?.slice(1).find(Boolean)
  const keys = [
    ...((mac ? e.metaKey : e.ctrlKey) ? ['CommandOrControl'] : []),
    ...(mac && e.ctrlKey ? ['Control'] : []),
    ...(!mac && e.metaKey ? ['Super'] : []),
    ...(e.altKey ? ['Alt'] : []),
    ...(e.shiftKey ? ['Shift'] : []),
    key ?? '?',
  ].join('+')
  return ACCELERATOR.test(keys) ? keys : ''
}
