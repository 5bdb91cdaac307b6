import { IconFolderOpen, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recording } from '../../../../shared/recording.ts'
import { dateTime, duration } from '../../i18n/format.ts'
import { useApp } from '../../state/app-store.ts'
import { useAsk } from '../../state/use-call.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureNote } from '../../ui/failure-text.tsx'

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

/** One recording: who, when, how long; played here, shown in its folder, or deleted. */
export function RecordingPlayer({ recording: r }: { readonly recording: Recording }) {
  const { t, i18n } = useTranslation()
  const { failure, ask } = useAsk()
  const [removing, setRemoving] = useState(false)
  const name = r.name || r.number || t('in.unknown')
  return (
    <div className="recording">
      <div className="row">
        <span className="grow">
          <bdi>{name}</bdi>, {dateTime(r.startedAt, i18n.language)}
          {r.running ? `, ${t('rec.running')}` : `, ${duration(r.seconds * 1000)}`}
        </span>
        {!r.running && (
          <>
            <button
              type="button"
              className="icon-button"
              aria-label={t('rec.show', { name })}
              title={t('rec.show', { name })}
              onClick={() => void ask(window.dialdesk.recordings.show({ id: r.id }))}
            >
              <IconFolderOpen size={16} aria-hidden />
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('rec.remove', { name })}
              title={t('rec.remove', { name })}
              onClick={() => setRemoving(true)}
            >
              <IconTrash size={16} aria-hidden />
            </button>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: a phone call has no captions */}
      {!r.running && <audio controls preload="none" aria-label={t('rec.play', { name })} src={`/recordings/${r.id}`} />}
      <FailureNote failure={failure} />
      {removing && (
        <Dialog
          title={t('rec.removeTitle')}
          onClose={() => setRemoving(false)}
          safe={{ label: t('rec.keep'), run: () => setRemoving(false) }}
          act={{
            label: t('rec.removeYes'),
            tone: 'stop',
            run: () => {
              setRemoving(false)
              void ask(window.dialdesk.recordings.remove({ id: r.id, confirmed: true }))
            },
          }}
        >
          <p>{t('rec.removeText')}</p>
        </Dialog>
      )}
    </div>
  )
}
