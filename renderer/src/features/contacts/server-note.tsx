import { useTranslation } from 'react-i18next'
import { FailureNote } from '../../components/failure-text.tsx'
import { useApp } from '../../state/app-store.ts'

/** What the address book on the server wants of the user: a decision, or a look at why it failed. */
export function ServerNote({ onOpen }: { readonly onOpen: () => void }) {
  const { t } = useTranslation()
  const server = useApp((s) => s.contacts.server)
  if (!server) return null
  return (
    <>
      {server.conflicts > 0 && (
        <div className="note wait padded-x" role="status">
          <span className="grow">{t('book.note', { count: server.conflicts })}</span>
          <button type="button" className="text-button" onClick={onOpen}>
            {t('book.decide')}
          </button>
        </div>
      )}
      {server.failure && (
        <div className="padded-x">
          <FailureNote failure={server.failure} />
        </div>
      )}
    </>
  )
}
