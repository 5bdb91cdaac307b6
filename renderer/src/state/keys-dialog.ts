import { create } from 'zustand'

/** Whether the list of shortcuts is open: shortcuts, help and settings open it. */
export const useKeysDialog = create<{ readonly open: boolean }>(() => ({ open: false }))
export const showKeys = (): void => useKeysDialog.setState({ open: true })
export const closeKeys = (): void => useKeysDialog.setState({ open: false })
