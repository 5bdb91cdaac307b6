import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CardConflict, Contact } from '../../../../shared/domain/contact.ts'
import { displayNumber } from '../../../../shared/domain/phone-number.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { regionOf } from '../../state/selectors.ts'
import css from './import-dialog.module.css'

const choices = ['mine', 'theirs', 'both'] as const

/** Contacts that were changed here and on the server: both versions, and which of them counts. */
export function ServerConflicts({ count }: { readonly count: number }) {
  const { t } = useTranslation()
  const revision = useApp((s) => s.contacts.revision)
  const [list, setList] = useState<readonly CardConflict[]>([])
  const { busy, failure, request } = useRequest()
  // biome-ignore lint/correctness/useExhaustiveDependencies: main tells by the revision and the count that there are others
  useEffect(() => {
    let current = true
    void window.dialdesk.contacts.conflicts().then((outcome) => {
      if (current && outcome.ok) setList(outcome.value)
    })
    return () => {
      current = false
    }
  }, [revision, count])
  return (
    <section className="stack" aria-label={t('book.conflicts', { count })}>
      <p>{t('book.conflicts', { count })}</p>
      {list.map(({ contactId, mine, theirs }) => (
        <div key={contactId} className={css['conflict']}>
          <Version title={t('book.here')} contact={mine} />
          <Version title={t('book.there')} contact={theirs} />
          <div className="row">
            {choices.map((keep) => {
              const label = t(`book.keep.${keep}`)
              return (
                <button
                  key={keep}
                  type="button"
                  className="button small"
                  disabled={busy}
                  aria-label={`${label}: ${mine.name}`}
                  onClick={() => void request(window.dialdesk.contacts.resolveConflict({ contactId, keep }))}
                >
                  {label}
                </button>
              )
            })}
          </div>
        </div>
      ))}
      <FailureNote failure={failure} />
    </section>
  )
}

function Version({ title, contact }: { readonly title: string; readonly contact: Contact }) {
  const region = useApp(regionOf)
  return (
    <div>
      <small>{title}</small>
      <b>
        <bdi>{contact.name}</bdi>
      </b>
      {contact.numbers.map(({ number }) => (
        <span key={number} className="num">
          {displayNumber(number, region)}
        </span>
      ))}
      {contact.note && <small>{contact.note.slice(0, 200)}</small>}
    </div>
  )
}
