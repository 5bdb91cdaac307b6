import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../components/empty-state.tsx'
import { RecordingPlayer } from '../../components/recording-player.tsx'
import { useApp } from '../../state/app-store.ts'
import { go } from '../../state/navigation.ts'

/** The recordings on this computer, newest first. */
export function RecordingList() {
  const { t } = useTranslation()
  const list = useApp((s) => s.recordings.list)
  if (!list.length) return <EmptyState text={t('rec.none')} action={{ label: t('empty.call'), run: () => go('phone') }} />
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
