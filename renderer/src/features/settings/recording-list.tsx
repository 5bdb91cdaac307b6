import { useTranslation } from 'react-i18next'
import { RecordingPlayer } from '../../components/recording-player.tsx'
import { useApp } from '../../state/app-store.ts'

/** The recordings on this computer, newest first. */
export function RecordingList() {
  const { t } = useTranslation()
  const list = useApp((s) => s.recordings.list)
  if (!list.length) return <p className="empty">{t('rec.none')}</p>
  return (
    <ul className="rows" aria-label={t('rec.list')}>
      {list.map((r) => (
        <li key={r.id}>
          <RecordingPlayer recording={r} />
        </li>
      ))}
    </ul>
  )
}
