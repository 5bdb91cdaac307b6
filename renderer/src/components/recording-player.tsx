import { IconFolderOpen, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { displayNumber } from '../../../shared/domain/phone-number.ts'
import type { Recording } from '../../../shared/domain/recording.ts'
import { useRequest } from '../hooks/use-request.ts'
import { dateTime, duration } from '../i18n/format.ts'
import { useApp } from '../state/app-store.ts'
import { regionOf } from '../state/selectors.ts'
import { Dialog } from './dialog.tsx'
import { FailureNote } from './failure-text.tsx'
import { IconButton } from './icon-button.tsx'
import css from './recording-player.module.css'

/** One recording: who, when, how long; played here, shown in its folder, or deleted. */
export function RecordingPlayer({ recording: r }: { readonly recording: Recording }) {
  const { t, i18n } = useTranslation()
  const { failure, request } = useRequest()
  const [removing, setRemoving] = useState(false)
  const region = useApp(regionOf)
  const name = r.name || (r.number ? displayNumber(r.number, region) : t('in.unknown'))
  return (
    <div className={css['recording']}>
      <div className="row">
        <span className="grow">
          <bdi>{name}</bdi>, {dateTime(r.startedAt, i18n.language)}
          {r.running ? `, ${t('rec.running')}` : `, ${duration(r.seconds * 1000)}`}
        </span>
        {!r.running && (
          <>
            <IconButton label={t('rec.show', { name })} onClick={() => void request(window.dialdesk.recordings.show({ id: r.id }))}>
              <IconFolderOpen size={16} aria-hidden />
            </IconButton>
            <IconButton label={t('rec.remove', { name })} onClick={() => setRemoving(true)}>
              <IconTrash size={16} aria-hidden />
            </IconButton>
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
          confirm={{
            label: t('rec.removeYes'),
            tone: 'stop',
            run: () => {
              setRemoving(false)
              void request(window.dialdesk.recordings.remove({ id: r.id, confirmed: true }))
            },
          }}
        >
          <p>{t('rec.removeText')}</p>
        </Dialog>
      )}
    </div>
  )
}
