import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { RecordingPlayer } from '../../components/recording-player.tsx'
import { useRecordings } from '../../hooks/use-recordings.ts'
import { go } from '../../state/navigation.ts'

/** The recordings on this computer, newest first. */
export function RecordingList() {
  const { t } = useTranslation()
  const { rows, more, busy, failure } = useRecordings(null)
  if (!rows) return <FailureNote failure={failure} />
  if (!rows.length) return <EmptyState text={t('rec.none')} action={{ label: t('empty.call'), run: () => go('phone') }} />
  return (
    <>
      <FailureNote failure={failure} />
      <ul className="rows" aria-label={t('rec.list')}>
        {rows.map((r) => (
          <li key={r.id}>
            <RecordingPlayer recording={r} />
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" className="button" disabled={busy} aria-busy={busy} onClick={more}>
          {t('sent.older')}
        </button>
      )}
    </>
  )
}
