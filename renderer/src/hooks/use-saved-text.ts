import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Outcome } from '../../../shared/domain/failure.ts'

/** ms without a key after which a text is saved. */
const TYPING = 500

export type SavedText = {
  readonly text: string
  readonly change: (text: string) => void
  /** Saves what is not saved yet. */
  readonly save: () => void
  /** `kept`: what was typed is stored. */
  readonly state: 'unchanged' | 'typing' | 'kept' | 'failed'
  readonly failure: Failure | null
}

/**
 * A text that is saved while it is typed and, at the latest, when its field goes away: another screen, another call, the window
 * hidden or closed.
 */
export function useSavedText(initial: string, write: (text: string) => Promise<Outcome<void>>): SavedText {
  const [text, setText] = useState(initial)
  const [state, setState] = useState<SavedText['state']>('unchanged')
  const [failure, setFailure] = useState<Failure | null>(null)
  const unsaved = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(write)
  latest.current = write

  const save = useCallback((): void => {
    clearTimeout(timer.current)
    const wanted = unsaved.current
    if (wanted === null) return
    unsaved.current = null
    void latest.current(wanted).then((outcome) => {
      // what was typed meanwhile is saved by its own timer
      if (unsaved.current !== null) return
      if (!outcome.ok) unsaved.current = wanted
      setState(outcome.ok ? 'kept' : 'failed')
      setFailure(outcome.ok ? null : outcome.error)
    })
  }, [])
  const change = (next: string): void => {
    setText(next)
    setState('typing')
    unsaved.current = next
    clearTimeout(timer.current)
    timer.current = setTimeout(save, TYPING)
  }
  useEffect(() => {
    const whenHidden = (): void => {
      if (document.hidden) save()
    }
    document.addEventListener('visibilitychange', whenHidden)
    window.addEventListener('pagehide', save)
    return () => {
      document.removeEventListener('visibilitychange', whenHidden)
      window.removeEventListener('pagehide', save)
      save()
    }
  }, [save])
  return { text, change, save, state, failure }
}
