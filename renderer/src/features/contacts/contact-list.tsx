import { IconBan, IconStarFilled } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { useWindowedRows } from '../../hooks/use-windowed-rows.ts'
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
  const rows = useWindowedRows(pane, items.length, items.heads)
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => pane.current,
    estimateSize: (i) => ('initial' in items.at(i) ? HEAD : ROW),
    overscan: 8,
    scrollPaddingStart: HEAD,
    rangeExtractor: rows.range,
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key
    <div ref={pane} className={css['contact-rows']} tabIndex={0}>
      <ul
        className={`rows ${css['letters']}`}
        aria-label={t('nav.contacts')}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={(e) => rows.onArrow(e, virtual.scrollToIndex)}
        onFocus={rows.onFocus}
        onBlur={rows.onBlur}
      >
        {shown.map(({ index, start }) => {
          const item = items.at(index)
          if ('initial' in item)
            return (
              <li
                key={`head ${item.initial}`}
                data-index={index}
                className={`day ${css['head']}`}
                style={index === rows.sticky.current ? { position: 'sticky', top: 0 } : { position: 'absolute', top: start }}
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
