export type CloseWindowOptions = {
  /** What closing does: stay in the background, quit as asked, or close at the end. */
  readonly onClose: () => 'stay' | 'quit' | 'close'
  readonly savePlace: () => void
  readonly hideToTray: () => void
  readonly quit: () => void
  readonly log: { readonly warn: (text: string) => void }
}

/** For the window's `close` event. Decides first whether the window stays: a later failure must not close it. */
export function createCloseHandler({
  onClose,
  savePlace,
  hideToTray,
  quit,
  log,
}: CloseWindowOptions): (event: { preventDefault: () => void }) => void {
  return (event) => {
    const what = onClose()
    if (what !== 'close') event.preventDefault()
    try {
      savePlace()
    } catch (e) {
      log.warn(`window: ${e instanceof Error ? e.message : String(e)}`)
    }
    if (what === 'stay') hideToTray()
    // the window stays until the user has confirmed leaving a call
    if (what === 'quit') quit()
  }
}
