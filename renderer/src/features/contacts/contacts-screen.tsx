import { SegmentedControl } from '@mantine/core'
import { IconPencil, IconPhone, IconPhoneCall, IconPlus, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Contact, findContacts } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { NumberPrice } from '../../components/number-price.tsx'
import { CloseButton } from '../../components/pane-head.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useDial } from '../../hooks/use-dial.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { go, takeNumber } from '../../state/navigation.ts'
import { regionOf } from '../../state/selectors.ts'
import { ContactForm, emptyContact } from './contact-form.tsx'
import css from './contacts-screen.module.css'

type Editing = { readonly contact: Contact; readonly isNew: boolean }

/** The user's own list: found by name, number or note; each number with its price before it is called. */
export default function ContactsScreen() {
  const { t, i18n } = useTranslation()
  const contacts = useApp((s) => s.contacts)
  const region = useApp(regionOf)
  const [text, setText] = useState('')
  const [favourites, setFavourites] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [removed, setRemoved] = useState<Contact | null>(null)
  // a number that another screen hands over begins a new contact
  const [editing, setEditing] = useState<Editing | null>(() => {
    const number = takeNumber()
    return number ? { contact: emptyContact(number), isNew: true } : null
  })
  const shown = useMemo(() => {
    const found =
      text.trim() === '' ? contacts : findContacts(contacts, text, contacts.length).sort((a, b) => a.name.localeCompare(b.name, i18n.language))
    return found.filter((c) => !favourites || c.favourite)
  }, [contacts, text, favourites, i18n.language])
  const groups = Map.groupBy(shown, (c) => c.name.charAt(0).toLocaleUpperCase(i18n.language))
  const contact = contacts.find((c) => c.id === chosen) ?? null
  const create = (): void => setEditing({ contact: emptyContact(), isNew: true })
  const showAll = (): void => {
    setText('')
    setFavourites(false)
  }
  const detail = editing !== null || contact !== null
  return (
    <div className={`panes ${detail ? 'with-detail' : 'single'}`}>
      <section className={`pane ${css['contact-list']}`} aria-labelledby="contacts-title" data-pane>
        <div className="pane-head padded">
          <h1 id="contacts-title">{t('nav.contacts')}</h1>
          <small className="num">{contacts.length}</small>
          <span className="grow" />
          {contacts.length > 0 && (
            <button type="button" className="button primary" onClick={create}>
              <IconPlus size={16} aria-hidden /> {t('contact.new')}
            </button>
          )}
        </div>
        <div className="row padded-x">
          <SearchField label={t('contact.search')} value={text} onChange={setText} />
          <SegmentedControl
            transitionDuration={0}
            aria-label={t('contact.which')}
            value={favourites ? 'favourites' : 'all'}
            onChange={(v) => setFavourites(v === 'favourites')}
            data={[
              { value: 'all', label: t('recent.all') },
              { value: 'favourites', label: t('contact.favourites') },
            ]}
          />
        </div>
        {removed && <Removed contact={removed} onDone={() => setRemoved(null)} />}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by key */}
        <div className={css['contact-rows']} tabIndex={0}>
          {shown.length === 0 && contacts.length > 0 && (
            <EmptyState text={t('contact.noneFound')} action={{ label: t('calls.showAll'), run: showAll }} />
          )}
          {contacts.length === 0 && <EmptyState text={t('contact.none')} action={{ label: t('contact.new'), run: create }} />}
          {[...groups].map(([letter, list]) => (
            <div key={letter}>
              <div className="day">
                <h2>{letter}</h2>
              </div>
              <ul className="rows">
                {list.map((c) => (
                  <li key={c.id}>
                    <button
                      type="button"
                      className={`${css['contact-row']} contact-row`}
                      data-row
                      data-number={c.numbers[0]?.number}
                      aria-current={c.id === chosen ? 'true' : undefined}
                      onClick={() => {
                        setEditing(null)
                        setChosen(c.id)
                      }}
                    >
                      <span className={css['contact-name']}>
                        <bdi>{c.name}</bdi> {c.favourite && <IconStarFilled size={12} aria-label={t('contact.favourite')} />}
                      </span>
                      <span className={`${css['numbers']} num`}>
                        {c.numbers.map((n) => (
                          <span key={n.kind + n.number}>{displayNumber(n.number, region)}</span>
                        ))}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
        <small className="padded">{t('contact.local')}</small>
      </section>
      {editing ? (
        <aside className="pane detail-pane" aria-labelledby="contact-title" data-pane>
          <h1 id="contact-title">{t(editing.isNew ? 'contact.new' : 'contact.edit')}</h1>
          <ContactForm
            key={editing.contact.id}
            {...editing}
            onDone={(saved) => {
              setEditing(null)
              if (saved) setChosen(saved.id)
            }}
          />
        </aside>
      ) : (
        contact && (
          <ContactDetail
            contact={contact}
            onEdit={() => setEditing({ contact, isNew: false })}
            onClose={() => setChosen(null)}
            onRemoved={() => {
              setChosen(null)
              setRemoved(contact)
            }}
          />
        )
      )}
    </div>
  )
}

/** A contact that was deleted can be had back, which asks less of the user than a question each time. */
function Removed({ contact, onDone }: { readonly contact: Contact; readonly onDone: () => void }) {
  const { t } = useTranslation()
  const { busy, failure, request } = useRequest()
  const undo = async (): Promise<void> => {
    if ((await request(window.dialdesk.contacts.save({ contact }))).ok) onDone()
  }
  return (
    <div className="note ok padded-x" role="status">
      <bdi className="grow">{t('contact.removed', { name: contact.name })}</bdi>
      {/* biome-ignore lint/a11y/noAutofocus: what had the focus is gone with the contact */}
      <button type="button" className="text-button" autoFocus disabled={busy} onClick={() => void undo()}>
        {t('contact.undo')}
      </button>
      <FailureNote failure={failure} />
    </div>
  )
}

type DetailProps = {
  readonly contact: Contact
  readonly onEdit: () => void
  readonly onClose: () => void
  readonly onRemoved: () => void
}

function ContactDetail({ contact, onEdit, onClose, onRemoved }: DetailProps) {
  const { t } = useTranslation()
  const region = useApp(regionOf)
  const { failure, request } = useRequest()
  const dialling = useDial(() => go('phone'))
  const remove = async (): Promise<void> => {
    if ((await request(window.dialdesk.contacts.remove({ id: contact.id }))).ok) onRemoved()
  }
  const star = t(contact.favourite ? 'contact.unstar' : 'contact.star')
  return (
    <aside className="pane detail-pane" aria-labelledby="contact-title" data-pane>
      <div className="pane-head">
        <h1 id="contact-title">
          <bdi>{contact.name}</bdi>
        </h1>
        <span className="grow" />
        <button
          type="button"
          className="icon-button"
          aria-label={star}
          title={star}
          onClick={() => void request(window.dialdesk.contacts.save({ contact: { ...contact, favourite: !contact.favourite } }))}
        >
          {contact.favourite ? <IconStarFilled size={18} aria-hidden /> : <IconStar size={18} aria-hidden />}
        </button>
        <button type="button" className="icon-button" aria-label={t('contact.edit')} title={t('contact.edit')} onClick={onEdit}>
          <IconPencil size={18} aria-hidden />
        </button>
        <button type="button" className="icon-button" aria-label={t('contact.remove')} title={t('contact.remove')} onClick={() => void remove()}>
          <IconTrash size={18} aria-hidden />
        </button>
        <CloseButton label={t('cards.close')} onClose={onClose} />
      </div>
      {contact.numbers.map((n) => (
        <section key={n.kind + n.number} className={css['contact-number']} aria-label={`${t(`contact.kind.${n.kind}`)} ${n.number}`}>
          <small>{t(`contact.kind.${n.kind}`)}</small>
          <b className="num">{displayNumber(n.number, region)}</b>
          <NumberPrice number={n.number} />
          <div className="row">
            <button type="button" className="button go grow" disabled={dialling.busy} onClick={() => void dialling.dial(n.number, null, 'contact')}>
              <IconPhone size={16} aria-hidden /> {t('dial.call')}
            </button>
            <button type="button" className="button" onClick={() => go('callback', n.number)}>
              <IconPhoneCall size={16} aria-hidden /> {t('contact.callback')}
            </button>
          </div>
        </section>
      ))}
      <FailureNote failure={failure ?? dialling.failure} />
      {contact.note && <p className={css['contact-note']}>{contact.note}</p>}
    </aside>
  )
}
