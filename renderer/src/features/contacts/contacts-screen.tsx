import { SegmentedControl, Select } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Contact, type ContactFilter, LONGEST_SEARCH } from '../../../../shared/domain/contact.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { takeNumber } from '../../state/navigation.ts'
import { ContactDetail } from './contact-detail.tsx'
import { ContactForm, emptyContact } from './contact-form.tsx'
import { ContactList } from './contact-list.tsx'
import { ContactsMenu } from './contacts-menu.tsx'
import css from './contacts-screen.module.css'
import { FilesNote } from './files-note.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { ServerDialog } from './server-dialog.tsx'
import { ServerNote } from './server-note.tsx'
import { useContactPages } from './use-contact-pages.ts'
import { useFiles } from './use-files.ts'

type Editing = { readonly contact: Contact; readonly isNew: boolean }
const shownChoices = ['all', 'favourites', 'blocked'] as const

/** The user's own list: found by name, number or note; each number with its price before it is called. */
export default function ContactsScreen() {
  const { t } = useTranslation()
  const { count, groups } = useApp((s) => s.contacts)
  const [text, setText] = useState('')
  const [which, setWhich] = useState<(typeof shownChoices)[number]>('all')
  const [group, setGroup] = useState<string | null>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const contact = useContact(chosen)
  const [removed, setRemoved] = useState<Contact | null>(null)
  // a number that another screen hands over begins a new contact
  const [editing, setEditing] = useState<Editing | null>(() => {
    const number = takeNumber()
    return number ? { contact: emptyContact(number), isNew: true } : null
  })
  const filter = useMemo(
    (): ContactFilter => ({ text: text.trim(), favourites: which === 'favourites', blocked: which === 'blocked', group }),
    [text, which, group],
  )
  const pages = useContactPages(filter)
  const files = useFiles()
  const [server, setServer] = useState(false)
  const create = (): void => setEditing({ contact: emptyContact(), isNew: true })
  const showAll = (): void => {
    setText('')
    setWhich('all')
    setGroup(null)
  }
  const detail = editing !== null || contact !== null
  return (
    <div className={`panes ${detail ? 'with-detail' : 'single'}`}>
      {server && <ServerDialog onClose={() => setServer(false)} />}
      {files.preview && <ImportDialog first={files.preview} onClose={files.close} />}
      <section className={`pane ${css['contact-list']}`} aria-labelledby="contacts-title" aria-busy={pages.busy} data-pane>
        <div className="pane-head padded">
          <h1 id="contacts-title">{t('nav.contacts')}</h1>
          <small className="num brief">{count}</small>
          <span className="grow" />
          {count > 0 && (
            <button type="button" className="button primary" onClick={create}>
              <IconPlus size={16} aria-hidden /> {t('contact.new')}
            </button>
          )}
          <ContactsMenu
            onImport={() => void files.start()}
            onExport={(format) => void files.export(format)}
            onUndo={() => void files.undo()}
            onServer={() => setServer(true)}
          />
        </div>
        <div className={`row padded-x ${css['filters']}`}>
          <SearchField className={css['search-text']} label={t('contact.search')} value={text} maxLength={LONGEST_SEARCH} onChange={setText} />
          {groups.length > 0 && (
            <Select
              aria-label={t('contact.group')}
              placeholder={t('contact.group')}
              w={130}
              clearable
              searchable={groups.length > 8}
              value={group}
              data={[...groups]}
              comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
              onChange={setGroup}
            />
          )}
          <SegmentedControl
            transitionDuration={0}
            aria-label={t('contact.which')}
            value={which}
            onChange={(v) => setWhich(shownChoices.find((one) => one === v) ?? 'all')}
            data={[
              { value: 'all', label: t('recent.all') },
              { value: 'favourites', label: t('contact.favourites') },
              { value: 'blocked', label: t('contact.blockedOnes') },
            ]}
          />
        </div>
        <FilesNote files={files} />
        <ServerNote onOpen={() => setServer(true)} />
        {removed && <Removed contact={removed} onDone={() => setRemoved(null)} />}
        {pages.ready && pages.count === 0 && count > 0 && (
          <EmptyState text={t('contact.noneFound')} action={{ label: t('calls.showAll'), run: showAll }} />
        )}
        {count === 0 && <EmptyState text={t('contact.none')} action={{ label: t('contact.new'), run: create }} />}
        <ContactList
          pages={pages}
          chosen={chosen}
          onChoose={({ id }) => {
            setEditing(null)
            setChosen(id)
          }}
        />
        <small className="padded">{t('contact.local')}</small>
      </section>
      {editing ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by key
        <aside className="pane detail-pane" aria-labelledby="contact-title" tabIndex={0} data-pane>
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

/** The contact with this id as it is now; null while it is read, and where there is none. */
function useContact(id: string | null): Contact | null {
  const revision = useApp((s) => s.contacts.revision)
  const [contact, setContact] = useState<Contact | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that contacts have changed
  useEffect(() => {
    let current = true
    if (id !== null)
      void window.dialdesk.contacts.get({ id }).then((outcome) => {
        if (current) setContact(outcome.ok ? outcome.value : null)
      })
    return () => {
      current = false
    }
  }, [id, revision])
  return contact?.id === id ? contact : null
}

/** A contact that was deleted can be restored, which asks less of the user than a question each time. */
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
