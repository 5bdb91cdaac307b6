import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useWindowedRows, type WindowedRows } from './use-windowed-rows.ts'

/** What stands in a table's body: a row, or the height of rows that are not in the document. */
export type TablePart = { readonly row: number } | { readonly space: number; readonly before: number }

export type TableRows = {
  readonly table: RefObject<HTMLTableElement | null>
  /** In their order. */
  readonly parts: readonly TablePart[]
  /** Index of the last row in view; -1 for none. */
  readonly last: number
  /** For each row's `ref`, beside its `data-index`. */
  readonly measure: (row: Element | null) => void
  /** For the table: arrows, pages, Home and End move between what has `data-row`. */
  readonly keys: Pick<WindowedRows, 'onFocus' | 'onBlur'> & { readonly onKeyDown: (e: React.KeyboardEvent) => void }
}

/** Height of what is seen before it can be measured, px. */
const FIRST = 720

/**
 * The rows of a table of which only those in view are in the document, and the one with the focus.
 *
 * @param scroller what scrolls; the table may stand below other content in it
 * @param height of a row of one line, px
 */
export function useTableRows(scroller: RefObject<HTMLElement | null>, count: number, height: number): TableRows {
  const table = useRef<HTMLTableElement>(null)
  const [margin, setMargin] = useState(0)
  const rows = useWindowedRows(table, count, [])
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    scrollMargin: margin,
    initialRect: { width: 0, height: FIRST },
    rangeExtractor: rows.range,
  })
  // what stands above may come and go with each drawing
  useEffect(() => {
    const [pane, own] = [scroller.current, table.current]
    if (pane && own) setMargin(Math.round(own.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop))
  })
  const shown = virtual.getVirtualItems()
  const parts: TablePart[] = []
  let end = margin
  for (const { index, start, end: next } of shown) {
    if (start > end) parts.push({ space: start - end, before: index })
    parts.push({ row: index })
    end = next
  }
  const rest = virtual.getTotalSize() + margin - end
  if (rest > 0) parts.push({ space: rest, before: count })
  return {
    table,
    parts,
    last: shown.at(-1)?.index ?? -1,
    measure: virtual.measureElement,
    keys: {
      onFocus: rows.onFocus,
      onBlur: rows.onBlur,
      onKeyDown: (e) => rows.onArrow(e, (index) => virtual.scrollToIndex(index)),
    },
  }
}
