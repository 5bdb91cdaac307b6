import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Contact, ContactFilter, ContactOverview } from '../../../../shared/domain/contact.ts'
import { useApp } from '../../state/app-store.ts'

/** Contacts that are requested at a time. */
const PAGE = 100

/** A row of the list: the head of a letter, or a contact by its place among those that fit. */
export type Item = { readonly initial: string } | { readonly at: number }

export type ContactPages = {
  readonly count: number
  readonly items: { readonly length: number; readonly at: (index: number) => Item /** Indexes of the heads. */; readonly heads: readonly number[] }
  /** Undefined while its page is not there. */
  readonly contact: (at: number) => Contact | undefined
  /** Asks for what is about to be seen. */
  readonly need: (from: number, to: number) => void
  /** Null until the first answer; the list is still that of an earlier filter. */
  readonly ready: boolean
  readonly busy: boolean
}

type Loaded = {
  readonly of: ContactFilter
  readonly initials: ContactOverview['initials']
  readonly pages: ReadonlyMap<number, readonly Contact[]>
}

/** The contacts that fit a filter, of which only the parts that are looked at are loaded, however many there are. */
export function useContactPages(filter: ContactFilter): ContactPages {
  const revision = useApp((s) => s.contacts.revision)
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const wanted = useRef({ of: filter, pages: new Set([0]) })
  const asked = useRef(new Set<string>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that contacts have changed
  useEffect(() => {
    let current = true
    asked.current = new Set()
    if (wanted.current.of !== filter) wanted.current = { of: filter, pages: new Set([0]) }
    const numbers = [...wanted.current.pages]
    const read = async (): Promise<void> => {
      const [overview, ...pages] = await Promise.all([
        window.dialdesk.contacts.overview(filter),
        ...numbers.map((n) => window.dialdesk.contacts.page({ ...filter, offset: n * PAGE, limit: PAGE })),
      ])
      if (!current || !overview.ok) return
      const found = numbers.flatMap((n, i) => {
        const page = pages[i]
        return page?.ok ? [[n, page.value] as const] : []
      })
      setLoaded({ of: filter, initials: overview.value.initials, pages: new Map(found) })
    }
    void read()
    return () => {
      current = false
    }
  }, [filter, revision])

  const need = useCallback(
    (from: number, to: number): void => {
      if (!loaded || loaded.of !== filter) return
      const first = Math.floor(from / PAGE)
      const last = Math.floor(to / PAGE)
      const pages = Array.from({ length: last - first + 1 }, (_, i) => first + i)
      wanted.current = { of: filter, pages: new Set(pages) }
      for (const n of pages) {
        const key = `${revision} ${n}`
        if (loaded.pages.has(n) || asked.current.has(key)) continue
        asked.current.add(key)
        void window.dialdesk.contacts.page({ ...filter, offset: n * PAGE, limit: PAGE }).then((outcome) => {
          if (outcome.ok) setLoaded((now) => (now?.of === filter ? { ...now, pages: new Map(now.pages).set(n, outcome.value) } : now))
        })
      }
    },
    [filter, loaded, revision],
  )
  const { initials = [], pages } = loaded ?? {}
  const items = useMemo(() => {
    let begin = 0
    let before = 0
    const groups = initials.map(({ initial, count }) => {
      const group = { initial, begin, before }
      begin += count + 1
      before += count
      return group
    })
    return {
      length: begin,
      heads: groups.map((g) => g.begin),
      at(index: number): Item {
        const group = groups.findLast((g) => g.begin <= index)
        if (!group || group.begin === index) return { initial: group?.initial ?? '' }
        return { at: group.before + index - group.begin - 1 }
      },
    }
  }, [initials])
  const count = initials.reduce((sum, group) => sum + group.count, 0)
  return {
    count,
    items,
    contact: (at) => pages?.get(Math.floor(at / PAGE))?.[at % PAGE],
    need,
    ready: loaded !== null,
    busy: loaded?.of !== filter,
  }
}
