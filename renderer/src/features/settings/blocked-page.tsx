import { Select, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DIAL_TARGET } from '../../../../shared/domain/call.ts'
import type { Contact } from '../../../../shared/domain/contact.ts'
import { anyContact, MOST_ON_PAGE } from '../../../../shared/domain/contact.ts'
import { cleanNumber, displayNumber } from '../../../../shared/domain/phone-number.ts'
import type { BlockedEntry } from '../../../../shared/domain/unwanted-calls.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useContactOf } from '../../hooks/use-contact-of.ts'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'

type Kind = BlockedEntry['kind']

/** Who may not call: numbers, their beginnings, withheld numbers, and contacts. */
export function BlockedPage() {
  const { t } = useTranslation()
  const { unwanted } = useApp((s) => s.settings.calls)
  const { failure, request } = useRequest()
  const set = (part: Partial<typeof unwanted>): void =>
    void request(window.dialdesk.settings.change({ calls: { unwanted: { ...unwanted, ...part } } }))
  return (
    <>
      <h2>{t('settings.blocked')}</h2>
      <div className="narrow">
        <p>{t('blocked.text')}</p>
        <Switch label={t('blocked.anonymous')} checked={unwanted.anonymous} onChange={(e) => set({ anonymous: e.currentTarget.checked })} />
        <Select
          label={t('blocked.answer')}
          allowDeselect={false}
          value={unwanted.answer}
          data={(['decline', 'busy'] as const).map((value) => ({ value, label: t(`blocked.answers.${value}`) }))}
          onChange={(value) => (value === 'decline' || value === 'busy') && set({ answer: value })}
        />
        <AddForm onAdd={(entry) => request(window.dialdesk.blockList.block(entry)).then(({ ok }) => ok)} />
        <FailureNote failure={failure} />
        <Entries onRemove={(entry) => void request(window.dialdesk.blockList.unblock(entry))} />
        <BlockedContacts />
      </div>
    </>
  )
}

/** Whether a text can be a caller's number, or its beginning. */
export function isBlockable(kind: Kind, text: string): boolean {
  if (kind === 'prefix') return /^\s*\+?[\d\s()./-]+$/.test(text) && text.replace(/\D/g, '').length >= 2
  return DIAL_TARGET.test(cleanNumber(text))
}

function AddForm({ onAdd }: { readonly onAdd: (entry: Pick<BlockedEntry, 'kind' | 'value'>) => Promise<boolean> }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<Kind>('number')
  const [value, setValue] = useState('')
  const [bad, setBad] = useState(false)
  const add = async (e: FormEvent): Promise<void> => {
    e.preventDefault()
    const good = isBlockable(kind, value)
    setBad(!good)
    if (good && (await onAdd({ kind, value: kind === 'number' ? cleanNumber(value) : value.trim() }))) setValue('')
  }
  return (
    <form className="stack" onSubmit={(e) => void add(e)}>
      <div className="row low">
        <Select
          aria-label={t('blocked.kind')}
          w={172}
          allowDeselect={false}
          value={kind}
          data={(['number', 'prefix'] as const).map((one) => ({ value: one, label: t(`blocked.kinds.${one}`) }))}
          onChange={(one) => (one === 'number' || one === 'prefix') && setKind(one)}
        />
        <TextInput
          className="grow"
          label={t('blocked.value')}
          placeholder={t(`blocked.example.${kind}`)}
          inputMode="tel"
          maxLength={64}
          value={value}
          error={bad && t(`blocked.bad.${kind}`)}
          onChange={(e) => {
            setValue(e.currentTarget.value)
            setBad(false)
          }}
        />
        <button type="submit" className="button">
          {t('blocked.add')}
        </button>
      </div>
    </form>
  )
}

function Entries({ onRemove }: { readonly onRemove: (entry: BlockedEntry) => void }) {
  const { t } = useTranslation()
  const { entries } = useApp((s) => s.settings.calls.unwanted)
  const region = useApp(regionOf)
  const contactOf = useContactOf()
  if (!entries.length) return <p className="hint">{t('blocked.none')}</p>
  return (
    <ul className="plain-list" aria-label={t('settings.blocked')}>
      {entries.map((entry) => {
        const number = displayNumber(entry.value, region)
        const shown = entry.kind === 'prefix' ? t('blocked.prefix', { number: entry.value }) : number
        return (
          <li key={`${entry.kind} ${entry.value}`}>
            <span className="grow">
              <b className="num">{shown}</b>
              <small>
                <bdi>{(entry.kind === 'number' && contactOf(entry.value)?.name) || ''}</bdi>
              </small>
            </span>
            <button type="button" className="button small" aria-label={`${t('blocked.remove')}: ${shown}`} onClick={() => onRemove(entry)}>
              {t('blocked.remove')}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** Contacts have a mark of their own, in their form; here it can be taken away as well. */
function BlockedContacts() {
  const { t } = useTranslation()
  const revision = useApp((s) => s.contacts.revision)
  const { failure, request } = useRequest()
  const [contacts, setContacts] = useState<readonly Contact[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision that contacts have changed
  useEffect(() => {
    let current = true
    void window.dialdesk.contacts.page({ ...anyContact, blocked: true, offset: 0, limit: MOST_ON_PAGE }).then((outcome) => {
      if (current && outcome.ok) setContacts(outcome.value)
    })
    return () => {
      current = false
    }
  }, [revision])
  if (!contacts.length) return null
  return (
    <>
      <h3>{t('blocked.contacts')}</h3>
      <ul className="plain-list" aria-label={t('blocked.contacts')}>
        {contacts.map((contact) => (
          <li key={contact.id}>
            <b className="grow">
              <bdi>{contact.name}</bdi>
            </b>
            <button
              type="button"
              className="button small"
              aria-label={`${t('blocked.remove')}: ${contact.name}`}
              onClick={() => void request(window.dialdesk.contacts.save({ contact: { ...contact, blocked: false } }))}
            >
              {t('blocked.remove')}
            </button>
          </li>
        ))}
      </ul>
      <FailureNote failure={failure} />
    </>
  )
}
