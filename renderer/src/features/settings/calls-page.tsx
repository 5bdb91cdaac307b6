import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { DoNotDisturbChoice } from '../../components/do-not-disturb.tsx'
import { FailureNote } from '../../components/failure-text.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { CallHook } from './call-hook.tsx'
import { ForwardCalls } from './forward-calls.tsx'
import { QuietHours } from './quiet-hours.tsx'
import { RecordingList } from './recording-list.tsx'

/** Call waiting, do not disturb, forwarding, recording, what other programs get to know. */
export function CallsPage() {
  const { t } = useTranslation()
  const { calls, recording } = useApp((s) => s.settings)
  const disabled = useApp((s) => s.recordings.disabled)
  const { failure, request } = useRequest()
  const { settings, recordings } = window.dialdesk
  return (
    <>
      <h2>{t('settings.calls')}</h2>
      <div className="narrow">
        <Switch
          label={t('callset.waiting')}
          description={t('callset.waitingHint')}
          checked={calls.callWaiting}
          onChange={(e) => void request(settings.change({ calls: { callWaiting: e.currentTarget.checked } }))}
        />
        <h2>{t('dnd.title')}</h2>
        <p>{t('dnd.text')}</p>
        <DoNotDisturbChoice />
        <QuietHours />
        <ForwardCalls />
        <h2>{t('rec.title')}</h2>
        {disabled ? (
          <p className="note">{t('rec.disabled')}</p>
        ) : (
          <>
            <Switch
              label={t('rec.consentSwitch')}
              checked={recording.consent}
              onChange={(e) => void request(settings.change({ recording: { consent: e.currentTarget.checked } }))}
            />
            <Switch
              label={t('rec.announce')}
              description={t('rec.announceHint')}
              checked={recording.announce}
              onChange={(e) => void request(settings.change({ recording: { announce: e.currentTarget.checked } }))}
            />
            <div className="row">
              <span className="grow">{t('rec.folder', { folder: recording.folder || t('rec.folderDefault') })}</span>
              <button type="button" className="button" onClick={() => void request(recordings.chooseFolder())}>
                {t('rec.chooseFolder')}
              </button>
            </div>
            <RecordingList />
          </>
        )}
        <h2>{t('hook.title')}</h2>
        <CallHook />
        <FailureNote failure={failure} />
      </div>
    </>
  )
}
