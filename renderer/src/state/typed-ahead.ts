type Typed = { readonly text: string /** Enter came last. */; readonly entered: boolean }

const nothing: Typed = { text: '', entered: false }
/** ms after which keys go where they always go: what should have taken them cannot be loaded. */
const LIMIT = 10_000
let kept: { typed: Typed; readonly stop: () => void } | null = null

/**
 * Keeps what is typed until the field it is meant for has the focus: somebody who types fast is ahead of a part of the page that is
 * still to be loaded or drawn. What was kept before is gone.
 *
 * @param onEscape the user wants none of it
 */
export function keepTyped(onEscape: () => void): void {
  takeTyped()
  const onKey = (event: KeyboardEvent): void => {
    if (!kept || event.isComposing) return
    const { text } = kept.typed
    const command = (event.ctrlKey || event.altKey || event.metaKey) && !event.getModifierState('AltGraph')
    if (event.key === 'Escape') onEscape()
    else if (event.key === 'Enter') kept.typed = { text, entered: true }
    else if (event.key === 'Backspace') kept.typed = { text: [...text].slice(0, -1).join(''), entered: false }
    else if (event.key.length === 1 && !command) kept.typed = { text: text + event.key, entered: false }
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const timer = setTimeout(takeTyped, LIMIT)
  window.addEventListener('keydown', onKey, { capture: true })
  kept = {
    typed: nothing,
    stop: () => {
      clearTimeout(timer)
      window.removeEventListener('keydown', onKey, { capture: true })
    },
  }
}

/** What was kept, for the field that has the focus now; keys go where they always go again. */
export function takeTyped(): Typed {
  const typed = kept?.typed ?? nothing
  kept?.stop()
  kept = null
  return typed
}
