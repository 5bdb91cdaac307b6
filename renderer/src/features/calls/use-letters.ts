import { useEffect } from 'react'
import { isTextField } from '../../app/use-shortcuts.ts'

/** Single letters act while no text field has the focus. */
export function useLetters(actions: Readonly<Record<string, () => void>>, on: boolean): void {
  useEffect(() => {
    if (!on) return
    const onKey = (e: KeyboardEvent): void => {
      if (e.defaultPrevented || e.repeat || e.ctrlKey || e.metaKey || e.altKey || isTextField(e.target)) return
      actions[e.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
