import { lazyModule } from './lazy-module.tsx'

/** What dialogs are made of: no first screen shows one. */
export const dialogBox = lazyModule(() => import('./dialog-box.tsx'))

/** A dialog with a safe default. */
export const Dialog = dialogBox.part((m) => m.DialogBox)
