import { PasswordInput, Radio, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardBook, CardServerState } from '../../../../shared/domain/contact.ts'
import { Dialog } from '../../components/dialog.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { dateTime } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { ServerConflicts } from './server-conflicts.tsx'

/** The address book on a server: signed in to, or its state, and what was changed on both sides. */
export function ServerDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const server = useApp((s) => s.contacts.server)
  return (
    <Dialog title={t('book.title')} onClose={onClose} safe={{ label: t('book.close'), run: onClose }}>
      <div className="stack">{server ? <Connected server={server} /> : <Connect />}</div>
    </Dialog>
  )
}

function Connect() {
  const { t } = useTranslation()
  const { busy, failure, request } = useRequest()
  const [address, setAddress] = useState('')
  const [userName, setUserName] = useState('')
  const [books, setBooks] = useState<readonly CardBook[]>([])
  const [book, setBook] = useState('')
  /** What was chosen from belongs to what was typed. */
  const typed = (change: () => void): void => {
    change()
    setBooks([])
  }
  const connect = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    // the field keeps its own value, so that the password is in no state of the page
    const password = String(new FormData(form).get('password') ?? '')
    if (busy || address.trim() === '' || userName.trim() === '' || password === '') return
    const outcome = await request(window.dialdesk.contacts.connectServer({ address: books.length ? book : address, userName, password }))
    if (!outcome.ok) return
    const { choice } = outcome.value
    setBooks(choice)
    setBook(choice[0]?.address ?? '')
    if (!choice.length) form.reset()
  }
  return (
    <form className="stack" onSubmit={(e) => void connect(e)} noValidate>
      <p>{t('book.intro')}</p>
      <TextInput
        label={t('book.address')}
        placeholder="https://cloud.example.com"
        value={address}
        maxLength={500}
        autoComplete="off"
        onChange={({ currentTarget }) => typed(() => setAddress(currentTarget.value))}
      />
      <TextInput
        label={t('book.userName')}
        value={userName}
        maxLength={200}
        autoComplete="off"
        onChange={({ currentTarget }) => typed(() => setUserName(currentTarget.value))}
      />
      <PasswordInput name="password" label={t('book.password')} description={t('book.passwordHint')} maxLength={1024} autoComplete="off" />
      {books.length > 0 && (
        <Radio.Group label={t('book.which')} value={book} onChange={setBook}>
          <div className="stack">
            {books.map(({ address, name }, i) => (
              <Radio key={address} value={address} label={name} autoFocus={i === 0} />
            ))}
          </div>
        </Radio.Group>
      )}
      <FailureNote failure={failure} />
      <div className="row">
        <button type="submit" className="button primary" disabled={busy}>
          {t('book.connect')}
        </button>
      </div>
    </form>
  )
}

function Connected({ server }: { readonly server: CardServerState }) {
  const { t, i18n } = useTranslation()
  const { busy, failure, request } = useRequest()
  const { address, userName, running, syncedAt, conflicts } = server
  return (
    <>
      <p style={{ overflowWrap: 'anywhere' }}>
        <bdi>{t('book.connected', { user: userName, address })}</bdi>
      </p>
      <p role="status">
        {running ? t('book.running') : syncedAt === null ? t('book.never') : t('book.synced', { time: dateTime(syncedAt, i18n.language) })}
      </p>
      <FailureNote failure={server.failure ?? failure} />
      {conflicts > 0 && <ServerConflicts count={conflicts} />}
      <div className="row">
        <button type="button" className="button" disabled={busy || running} onClick={() => void request(window.dialdesk.contacts.syncServer())}>
          {t('book.sync')}
        </button>
        <button type="button" className="button" disabled={busy} onClick={() => void request(window.dialdesk.contacts.disconnectServer())}>
          {t('book.disconnect')}
        </button>
      </div>
    </>
  )
}
