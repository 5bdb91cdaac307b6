import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'

export function DeskStep() {
  const { t } = useTranslation()
  const { startWithSystem, notifications } = useApp((s) => s.settings.desktop)
  const links = useApp(({ environment }) => !environment.managed.disabled.includes('links'))
  const [registered, setRegistered] = useState(false)
  const { settings, desktop } = window.dialdesk
  return (
    <>
      {links && (
        <div className="row">
          <span className="grow">{t('desk.linksText')}</span>
          <button type="button" className="button" onClick={() => void desktop.registerLinkHandler().then((outcome) => setRegistered(outcome.ok))}>
            {t('desk.take')}
          </button>
          {registered && <span role="status">{t('desk.taken')}</span>}
        </div>
      )}
      <Switch
        label={t('desk.withSystem')}
        checked={startWithSystem}
        onChange={(e) => void settings.change({ desktop: { startWithSystem: e.currentTarget.checked, startMinimised: e.currentTarget.checked } })}
      />
      <Switch
        label={t('first.notifications')}
        checked={notifications.includes('missed')}
        onChange={(e) =>
          void settings.change({
            desktop: { notifications: e.currentTarget.checked ? [...notifications, 'missed'] : notifications.filter((n) => n !== 'missed') },
          })
        }
      />
    </>
  )
}
