import { useEffect, useState } from 'react'
import { useApp } from '../state/app-store.ts'

/** The present name of the contact with this id; null while it is read, and where there is none. */
export function useContactName(id: string | null): string | null {
  const revision = useApp((s) => s.contacts.revision)
  const [found, setFound] = useState<{ readonly id: string; readonly name: string } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that contacts have changed
  useEffect(() => {
    let current = true
    if (id !== null)
      void window.dialdesk.contacts.get({ id }).then((outcome) => {
        if (current) setFound(outcome.ok ? outcome.value : null)
      })
    return () => {
      current = false
    }
  }, [id, revision])
  return found?.id === id ? found.name : null
}
