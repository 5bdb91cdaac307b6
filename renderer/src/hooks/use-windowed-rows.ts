import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react'

export type WindowedRows = {
  /** Index of the item whose row has the focus; -1 for none. */
  readonly focused: number
  /** Index of the head that sticks. */
  readonly sticky: RefObject<number>
  /** For the virtual list: the head above what is in view stays in the document, and so does the row with the focus. */
  readonly range: (range: Range) => number[]
  /** Gives a row the focus, as soon as it is in the document. */
  readonly moveTo: (index: number) => void
  readonly onFocus: (e: FocusEvent<HTMLElement>) => void
  readonly onBlur: (e: FocusEvent<HTMLElement>) => void
  /** Moves by arrows, pages, Home and End. @param scrollTo brings an item into view */
  readonly onArrow: (e: KeyboardEvent, scrollTo: (index: number) => void) => void
}

/**
 * The focus in a list of which only the rows in view are in the document, under heads that stick. Items have `data-index`, rows
 * `data-row`.
 *
 * @param list in which the rows are
 * @param length items, heads among them
 * @param heads indexes of the heads, rising
 */
export function useWindowedRows(list: RefObject<HTMLElement | null>, length: number, heads: readonly number[]): WindowedRows {
  const [focused, setFocused] = useState(-1)
  const wanted = useRef<number | null>(null)
  const sticky = useRef(0)
  useEffect(() => {
    if (wanted.current === null) return
    const row = list.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-row]`)
    if (!row) return
    wanted.current = null
    row.focus()
  })
  const moveTo = (index: number): void => {
    wanted.current = index
    setFocused(index)
  }
  return {
    focused,
    sticky,
    range(range) {
      sticky.current = heads.findLast((i) => i <= range.startIndex) ?? 0
      const kept = focused >= 0 && focused < length ? [focused] : []
      return [...new Set([sticky.current, ...kept, ...defaultRangeExtractor(range)])].sort((a, b) => a - b)
    },
    moveTo,
    onFocus: (e) => setFocused(Number(e.target.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1)),
    onBlur(e) {
      if (!e.currentTarget.contains(e.relatedTarget)) setFocused(-1)
    },
    onArrow(e, scrollTo) {
      const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -length, End: length }[e.key]
      if (step === undefined || focused < 0 || e.altKey || e.ctrlKey || e.metaKey) return
      // the shell's own arrows know only the rows in the document
      e.preventDefault()
      e.stopPropagation()
      const next = nextRow(length, heads, focused, step)
      moveTo(next)
      scrollTo(next)
    },
  }
}

/** The row that so many steps lead to from an item, heads left out; 0 steps lead to the item's own place. */
export function nextRow(length: number, heads: readonly number[], from: number, step: number): number {
  const isHead = new Set(heads)
  const isRow = (i: number): boolean => i >= 0 && i < length && !isHead.has(i)
  const direction = Math.sign(step) || 1
  let at = Math.min(length - 1, Math.max(0, from + step))
  while (!isRow(at) && at + direction >= 0 && at + direction < length) at += direction
  while (!isRow(at) && at - direction >= 0 && at - direction < length) at -= direction
  return at
}
