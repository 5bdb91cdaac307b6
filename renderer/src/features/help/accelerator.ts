import { acceleratorSchema } from '../../../../shared/desktop.ts'

/** Keys in Electron's notation as people read them: `CommandOrControl+Alt+A` is `Ctrl Alt A`, on macOS `Cmd Alt A`. */
export const acceleratorText = (keys: string, mac: boolean): string =>
  keys
    .replace('CommandOrControl', mac ? 'Cmd' : 'Ctrl')
    .replace('Control', 'Ctrl')
    .replaceAll('+', ' ')

type Press = Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** What was pressed, in Electron's notation; null while only modifiers are down, "" for what cannot be a key in all programs. */
export function pressedKeys(e: Press, mac: boolean): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph'].includes(e.key)) return null
  // the key's place, for Alt and Shift make other signs of it
  const key = /^(?:Key([A-Z])|Digit(\d)|(F\d{1,2}))$/.exec(e.code)?.slice(1).find(Boolean)
  const keys = [
    ...((mac ? e.metaKey : e.ctrlKey) ? ['CommandOrControl'] : []),
    ...(mac && e.ctrlKey ? ['Control'] : []),
    ...(!mac && e.metaKey ? ['Super'] : []),
    ...(e.altKey ? ['Alt'] : []),
    ...(e.shiftKey ? ['Shift'] : []),
    key ?? '?',
  ].join('+')
  return acceleratorSchema.safeParse(keys).success ? keys : ''
}
