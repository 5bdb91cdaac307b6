import { create } from 'zustand'

type DialogName = 'search' | 'help' | 'keys'

/** Which of the dialogs that belong to no screen is open: header, shortcuts, help and settings open them. */
const useDialogs = create<{ readonly open: DialogName | null }>(() => ({ open: null }))

export const useIsOpen = (name: DialogName): boolean => useDialogs((s) => s.open === name)
/** The search for everything, the page about the screen in front, and the list of shortcuts. */
export const openSearch = (): void => useDialogs.setState({ open: 'search' })
export const showHelp = (): void => useDialogs.setState({ open: 'help' })
export const showKeys = (): void => useDialogs.setState({ open: 'keys' })
/** Does nothing where another one has been opened since. */
export const closeDialog = (name: DialogName): void => useDialogs.setState(({ open }) => ({ open: open === name ? null : open }))
