import { useEffect, useState } from 'react'
import type { Conversation, TextMessage } from '../../../../shared/domain/message.ts'
import { useApp } from '../../state/app-store.ts'
import { keepNamesOf } from '../../state/contact-names.ts'

/** Messages that a conversation loads at a time. */
export const PAGE = 100

const nobody = { conversations: [], names: [] }

/** All conversations, the newest first, as they are now; null while they are read. */
export function useConversations(): readonly Conversation[] | null {
  const { revision } = useApp((s) => s.messages)
  const contacts = useApp((s) => s.contacts.revision)
  const [list, setList] = useState<readonly Conversation[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revisions that messages or contacts have changed
  useEffect(() => {
    let current = true
    void window.dialdesk.messages.conversations().then((outcome) => {
      if (!current) return
      const { conversations, names } = outcome.ok ? outcome.value : nobody
      keepNamesOf(
        conversations.map(({ last }) => last.number),
        names,
      )
      setList(conversations)
    })
    return () => {
      current = false
    }
  }, [revision, contacts])
  return list
}

/** The last `count` messages of a conversation, oldest first, and whether there are older ones. */
export function useMessages(key: string | null, count: number): { readonly list: readonly TextMessage[]; readonly more: boolean } {
  const { revision } = useApp((s) => s.messages)
  const [read, setRead] = useState<{ readonly key: string; readonly list: readonly TextMessage[] } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that messages have changed
  useEffect(() => {
    let current = true
    const load = async (): Promise<void> => {
      if (key === null) return
      const list: TextMessage[] = []
      for (let before: number | null = null; list.length < count; ) {
        const outcome = await window.dialdesk.messages.page({ key, before, limit: PAGE })
        if (!outcome.ok) break
        list.push(...outcome.value)
        if (outcome.value.length < PAGE) break
        before = outcome.value.at(-1)?.at ?? 0
      }
      if (current) setRead({ key, list: list.reverse() })
    }
    void load()
    return () => {
      current = false
    }
  }, [key, count, revision])
  const list = read?.key === key ? read.list : []
  return { list, more: list.length >= count }
}
