import { IconBan, IconStarFilled } from '@tabler/icons-react'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './contact-list.module.css'
import type { ContactPages } from './use-contact-pages.ts'

/** Heights of a letter's head and of a row, px; the same in the style sheets. */
const HEAD = 29
const ROW = 53
/** Numbers that a row has room for. */
const SHOWN = 2

type Props = { readonly pages: ContactPages; readonly chosen: string | null; readonly onChoose: (contact: Contact) => void }

/** Contacts under their letters, of which only those in view are in the document. */
export function ContactList({ pages, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const { items, count, need } = pages
  const pane = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(-1)
  /** Which row gets the focus as soon as it is in the document. */
  const wanted = useRef<number | null>(null)
  const sticky = useRef(0)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => pane.current,
    estimateSize: (i) => ('initial' in items.at(i) ? HEAD : ROW),
    overscan: 8,
    scrollPaddingStart: HEAD,
    rangeExtractor: (range) => {
      sticky.current = items.heads.findLast((i) => i <= range.startIndex) ?? 0
      const kept = focused >= 0 && focused < items.length ? [focused] : []
      return [...new Set([sticky.current, ...kept, ...defaultRangeExtractor(range)])].sort((a, b) => a - b)
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heads and rows stand elsewhere when the letters are others
  useEffect(() => virtual.measure(), [items, virtual])
  const shown = virtual.getVirtualItems()
  const places = shown.flatMap(({ index }) => {
    const item = items.at(index)
    return 'at' in item ? [item.at] : []
  })
  const [first = -1, last = -1] = [Math.min(...places), Math.max(...places)]
  useEffect(() => {
    if (Number.isFinite(first) && first >= 0) need(first, last)
  }, [first, last, need])
  useEffect(() => {
    if (wanted.current === null) return
    const row = pane.current?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-row]`)
    if (!row) return
    wanted.current = null
    row.focus()
  })
  const onKeyDown = (e: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -items.length, End: items.length }[e.key]
    if (step === undefined || focused < 0 || e.altKey || e.ctrlKey || e.metaKey) return
    // the shell's own arrows know only the rows in the document
    e.preventDefault()
    e.stopPropagation()
    const next = nextRow(items, focused, step)
    wanted.current = next
    setFocused(next)
    virtual.scrollToIndex(next)
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
    <div ref={pane} className={css['contact-rows']} tabIndex={0}>
      <ul
        className={`rows ${css['letters']}`}
        aria-label={t('nav.contacts')}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
        onFocus={(e) => setFocused(Number((e.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset['index'] ?? -1))}
        onBlur={(e) => {
          if (!e.currentTarget.contains(e.relatedTarget)) setFocused(-1)
        }}
      >
        {shown.map(({ index, start }) => {
          const item = items.at(index)
          if ('initial' in item)
            return (
              <li
                key={`head ${item.initial}`}
                data-index={index}
                className={`day ${css['head']}`}
                style={index === sticky.current ? { position: 'sticky', top: 0 } : { position: 'absolute', top: start }}
              >
                <h2>{item.initial}</h2>
              </li>
            )
          const contact = pages.contact(item.at)
          return (
            <li
              key={item.at}
              data-index={index}
              className={css['row']}
              style={{ top: start }}
              aria-setsize={count}
              aria-posinset={item.at + 1}
              aria-busy={!contact}
            >
              {contact && <ContactRow contact={contact} current={contact.id === chosen} onChoose={onChoose} />}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

function ContactRow({ contact, current, onChoose }: { readonly contact: Contact; readonly current: boolean; readonly onChoose: Props['onChoose'] }) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const more = contact.numbers.length - SHOWN
  return (
    <button
      type="button"
      className={`${css['contact-row']} contact-row`}
      data-row
      data-number={contact.numbers[0]?.number}
      aria-current={current ? 'true' : undefined}
      onClick={() => onChoose(contact)}
    >
      <span className={css['name']}>
        <bdi>{contact.name}</bdi> {contact.favourite && <IconStarFilled size={12} aria-label={t('contact.favourite')} />}
        {contact.blocked && <IconBan size={14} aria-label={t('contact.isBlocked')} />}
      </span>
      <span className={`${css['numbers']} num`}>
        {contact.numbers.slice(0, SHOWN).map((n) => (
          <span key={n.kind + n.number}>{displayNumber(n.number, region)}</span>
        ))}
      </span>
      {more > 0 && <small className="num">+{more}</small>}
    </button>
  )
}

/** The row that so many steps lead to from one, heads left out. */
function nextRow({ length, heads }: ContactPages['items'], from: number, step: number): number {
  const isHead = new Set(heads)
  const isRow = (i: number): boolean => i >= 0 && i < length && !isHead.has(i)
  const direction = Math.sign(step)
  let at = Math.min(length - 1, Math.max(0, from + step))
  while (!isRow(at) && at + direction >= 0 && at + direction < length) at += direction
  while (!isRow(at) && at - direction >= 0 && at - direction < length) at -= direction
  return at
}
