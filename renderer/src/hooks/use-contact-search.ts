import { useEffect, useState } from 'react'
import type { Contact } from '../../../shared/domain/contact.ts'
import { useApp } from '../state/app-store.ts'

type Found = { readonly contacts: readonly Contact[] /** The contacts are still those of an earlier text. */; readonly busy: boolean }

const none: readonly Contact[] = []

/** Contacts that a few letters or digits find, favourites first, as one types; none for an empty text. */
export function useContactSearch(text: string, limit: number): Found {
  const revision = useApp((s) => s.contacts.revision)
  const wanted = text.trim()
  const [found, setFound] = useState({ of: '', contacts: none })
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that contacts have changed
  useEffect(() => {
    let current = true
    if (wanted !== '')
      void window.dialdesk.contacts.search({ text: wanted, limit }).then((outcome) => {
        if (current) setFound({ of: wanted, contacts: outcome.ok ? outcome.value : none })
      })
    return () => {
      current = false
    }
  }, [wanted, limit, revision])
  return wanted === '' ? { contacts: none, busy: false } : { contacts: found.contacts, busy: found.of !== wanted }
}
