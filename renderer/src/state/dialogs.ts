import { create } from 'zustand'
import { keepTyped, takeTyped } from './typed-ahead.ts'

type DialogName = 'search' | 'help' | 'keys'

/** Which of the dialogs that belong to no screen is open: header, shortcuts, help and settings open them. */
const useDialogs = create<{ readonly open: DialogName | null }>(() => ({ open: null }))

export const useIsOpen = (name: DialogName): boolean => useDialogs((s) => s.open === name)
/** The search for everything, the page about the screen in front, and the list of shortcuts. */
export function openSearch(): void {
  if (useDialogs.getState().open !== 'search') keepTyped(() => closeDialog('search'))
  useDialogs.setState({ open: 'search' })
}
export const showHelp = (): void => useDialogs.setState({ open: 'help' })
export const showKeys = (): void => useDialogs.setState({ open: 'keys' })
/** Does nothing where another one has been opened since. */
export function closeDialog(name: DialogName): void {
  if (name === 'search') takeTyped()
  useDialogs.setState(({ open }) => ({ open: open === name ? null : open }))
}
