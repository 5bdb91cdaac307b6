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
      actions[e.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
