import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../../../shared/domain/call-matching.ts'
import type { HistoryTotals } from '../../../../shared/domain/history-query.ts'
import { formatMoney } from '../../../../shared/domain/money.ts'
import { localDate } from '../../../../shared/domain/time-text.ts'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useToday } from '../../hooks/use-today.ts'
import { nextRow, useWindowedRows } from '../../hooks/use-windowed-rows.ts'
import { dayName } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './history-list.module.css'
import { HistoryRow } from './history-row.tsx'

type Props = {
  readonly entries: readonly HistoryEntry[]
  readonly totals: HistoryTotals | null
  readonly more: boolean
  readonly onMore: () => void
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  /** What scrolls: the list stands in it below other content. */
  readonly scroller: RefObject<HTMLElement | null>
}

/** `nth`: the entry's place among all, from 1. */
type Item = { readonly day: string; readonly date: string; readonly head: number } | { readonly entry: HistoryEntry; readonly nth: number }

/** Heights of a day's head and of a row, px; the same in the style sheets. */
const DAY = 29
export const ROW = 53
/** Rows from the end at which the next page is loaded; where nobody scrolled yet, after so many ms, for the next key may want other rows. */
const MORE_FROM = 60
const MORE_AFTER = 400

/** Calls under the day they began on, of which only those in view are in the document. */
export const HistoryList = memo(function HistoryList({ entries, totals, more, onMore, chosen, onChoose, scroller }: Props) {
  const { t, i18n } = useTranslation()
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  const context = useMemo(() => ({ t, locale: i18n.language, region, contactOf }), [t, i18n.language, region, contactOf])
  const list = useRef<HTMLUListElement>(null)
  const today = useToday()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is called today is yesterday after midnight
  const items = useMemo(() => inDays(entries, i18n.language), [entries, i18n.language, today])
  const heads = useMemo(() => items.flatMap((item, i) => ('day' in item ? [i] : [])), [items])
  const sums = useMemo(() => new Map(totals?.days.map((day) => [day.date, day])), [totals])
  const [margin, setMargin] = useState(0)
  const rows = useWindowedRows(list, items.length, heads)
  const { focused, moveTo } = rows
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => (items[i] && 'day' in items[i] ? DAY : ROW),
    getItemKey: (i) => {
      const item = items[i]
      return item ? ('day' in item ? item.date : item.entry.position) : i
    },
    overscan: 3,
    scrollMargin: margin,
    scrollPaddingStart: DAY,
    rangeExtractor: rows.range,
  })
  // what stands above the list changes its height: filters wrap, notes come and go
  useEffect(() => {
    const pane = scroller.current
    if (!pane) return
    const measure = (): void => setMargin((list.current?.getBoundingClientRect().top ?? 0) - pane.getBoundingClientRect().top + pane.scrollTop)
    const observer = new ResizeObserver(measure)
    for (const child of pane.children) if (child !== list.current) observer.observe(child)
    observer.observe(pane)
    measure()
    return () => observer.disconnect()
  }, [scroller])
  const shown = virtual.getVirtualItems()
  const lastShown = shown.at(-1)?.index ?? 0
  // as the list last noted it: asking the element would lay the page out at once
  const scrolled = (virtual.scrollOffset ?? 0) > 0
  useEffect(() => {
    if (!more || lastShown <= items.length - MORE_FROM) return
    if (scrolled) return onMore()
    const timer = setTimeout(onMore, MORE_AFTER)
    return () => clearTimeout(timer)
  }, [more, lastShown, items.length, onMore, scrolled])
  // the focus stays with its call, wherever it is now; a call that was deleted leaves it to the one in its place
  const before = useRef(items)
  useEffect(() => {
    const item = before.current[focused]
    if (before.current === items) return
    before.current = items
    if (focused < 0 || !item || !('entry' in item)) return
    const now = items.findIndex((other) => 'entry' in other && other.entry.id === item.entry.id)
    const next = now >= 0 ? now : nextRow(items.length, heads, Math.min(focused, items.length - 1), 0)
    if (next === focused && list.current?.querySelector(`[data-index="${next}"]`)?.contains(document.activeElement)) return
    moveTo(next)
  }, [items, heads, focused, moveTo])
  const onKeyDown = (e: KeyboardEvent): void => {
    const entry = items[focused]
    if (e.key === 'Delete' && entry && 'entry' in entry) void window.dialdesk.history.remove({ positions: [entry.entry.position] })
    rows.onArrow(e, virtual.scrollToIndex)
  }
  return (
    <ul
      ref={list}
      className={`rows ${css['list']}`}
      style={{ height: virtual.getTotalSize() }}
      onKeyDown={onKeyDown}
      onFocus={rows.onFocus}
      onBlur={rows.onBlur}
    >
      {shown.map(({ index, start }) => {
        const item = items[index]
        if (!item) return null
        const top = start - margin
        if ('entry' in item) {
          const { entry } = item
          return (
            <HistoryRow
              // by its number: another list changes the rows there are, wherever its days begin, instead of making them anew
              key={item.nth}
              context={context}
              entry={entry}
              chosen={entry.id === chosen}
              onChoose={onChoose}
              index={index}
              top={top}
              nth={item.nth}
              of={totals?.matching ?? -1}
            />
          )
        }
        const spent = sums.get(item.date)?.amount
        return (
          <li
            key={`day ${item.head}`}
            data-index={index}
            className={`day ${css['day']}`}
            style={index === rows.sticky.current ? { position: 'sticky', top: 0 } : { position: 'absolute', top }}
          >
            <h2>{item.day}</h2>
            {spent && <span className="num">{formatMoney(spent, i18n.language)}</span>}
          </li>
        )
      })}
    </ul>
  )
})

/** Entries with the head of each day in front of its first one; days are this computer's, as the times in the rows are. */
function inDays(entries: readonly HistoryEntry[], language: string): readonly Item[] {
  const now = Date.now()
  const items: Item[] = []
  let end = Number.POSITIVE_INFINITY
  let begin = Number.POSITIVE_INFINITY
  for (const [nth, entry] of entries.entries()) {
    const { startedAt } = entry
    if (startedAt < begin || startedAt >= end) {
      const day = new Date(startedAt)
      begin = day.setHours(0, 0, 0, 0)
      const date = localDate(startedAt)
      end = day.setDate(day.getDate() + 1)
      items.push({ day: dayName(startedAt, now, language), date, head: items.length - nth })
    }
    items.push({ entry, nth: nth + 1 })
  }
  return items
}
