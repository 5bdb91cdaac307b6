import { useEffect } from 'react'
import { isTextField } from '../../hooks/is-text-field.ts'
import { useApp } from '../../state/app-store.ts'

/** Single-letter shortcuts work while no text field has the focus, unless the user switched them off (WCAG 2.1.4). */
export function useLetters(actions: Readonly<Record<string, () => void>>, on: boolean): void {
  const wanted = useApp((s) => s.settings.desktop.singleKeys)
  useEffect(() => {
    if (!on || !wanted) return
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.repeat || e.ctrlKey || e.metaKey || e.altKey || isTextField(e.target)) return
      const action = actions[e.key.toLowerCase()]
      if (!action) return
      // what it opens may take the focus at once, and would get the letter as text
      e.preventDefault()
      action()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
