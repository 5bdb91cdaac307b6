/** Fields of the drawn first screen (scripts/first-frames.ts), which can be typed into before the page's scripts have run. */
const FIELDS = 'input:not([type=hidden])'

/** Whether both are for the same: a number that was typed is no user name, where the sign-in form comes instead of the phone. */
const isSame = (one: HTMLInputElement | undefined, other: HTMLInputElement | undefined): boolean =>
  one !== undefined && one.type === other?.type && one.autocomplete === other.autocomplete && one.placeholder === other.placeholder

/**
 * What the user has done meanwhile: what was typed, and where the focus is.
 *
 * @returns does the same to the screen that has taken the drawn one's place; where that has other fields, nothing
 */
export function keepEarlyInput(root: HTMLElement): () => void {
  const drawn = [...root.querySelectorAll<HTMLInputElement>(`.first-frame ${FIELDS}`)]
  const focused = drawn.indexOf(document.activeElement as HTMLInputElement)
  const caret = drawn[focused]?.selectionStart ?? null
  return () => {
    const fields = [...root.querySelectorAll<HTMLInputElement>(FIELDS)]
    if (isSame(fields[focused], drawn[focused])) fields[focused]?.focus()
    for (const [i, early] of drawn.entries()) {
      const field = fields[i]
      const { value, defaultValue } = early
      if (!field || !isSame(field, early) || value === defaultValue) continue
      // as typed: React learns of it by the event, and takes its own value for unchanged when it is set in any other way
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, value)
      // before the event, in which a number is grouped and the caret moves with it
      if (i === focused && caret !== null) field.setSelectionRange(caret, caret)
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
}
