import { Checkbox, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DesktopSettings, notificationKinds, type UpdateState } from '../../../../shared/domain/desktop.ts'
import { clock } from '../../../../shared/domain/time-text.ts'
import { FailureNote } from '../../components/failure-text.tsx'
import { LowBalanceLimit } from '../../components/low-balance-limit.tsx'
import { useRequest } from '../../hooks/use-request.ts'
import { useApp } from '../../state/app-store.ts'
import { GlobalKeys } from './global-keys.tsx'

/** Start, closing, notifications, links, keys, updates. */
export function DesktopPage() {
  const { t } = useTranslation()
  const desktop = useApp((s) => s.settings.desktop)
  const tray = useApp((s) => s.desktop.tray)
  const links = useApp(({ environment }) => !environment.managed.disabled.includes('links'))
  const { failure, request } = useRequest()
  const [registered, setRegistered] = useState(false)
  const change = (part: Partial<DesktopSettings>): void => void request(window.dialdesk.settings.change({ desktop: part }))
  const toggle = (key: 'startWithSystem' | 'startMinimised' | 'closeToTray' | 'privateWhenLocked' | 'linksWithoutAsking', hint?: string) => ({
    checked: desktop[key],
    onChange: (e: { readonly currentTarget: { readonly checked: boolean } }) => change({ [key]: e.currentTarget.checked }),
    ...(hint ? { description: hint } : {}),
  })
  return (
    <>
      <h2>{t('settings.desktop')}</h2>
      <div className="narrow">
        <h3>{t('desk.start')}</h3>
        <Switch label={t('desk.withSystem')} {...toggle('startWithSystem')} />
        <Switch label={t('desk.minimised')} {...toggle('startMinimised', t('desk.minimisedHint'))} />
        <Switch label={t('desk.closeToTray')} {...toggle('closeToTray', tray ? undefined : t('desk.noTray'))} />

        <h3>{t('desk.notifications')}</h3>
        {notificationKinds.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`desk.notification.${kind}`)}
            checked={desktop.notifications.includes(kind)}
            onChange={(e) =>
              change({ notifications: notificationKinds.filter((k) => (k === kind ? e.currentTarget.checked : desktop.notifications.includes(k))) })
            }
          />
        ))}
        <Switch label={t('desk.private')} {...toggle('privateWhenLocked')} />
        <LowBalanceLimit onLimit={(lowBalance) => change({ lowBalance })} />

        {links && (
          <>
            <h3>{t('desk.links')}</h3>
            <p>{t('desk.linksText')}</p>
            <div className="row">
              <button
                type="button"
                className="button"
                onClick={() => void request(window.dialdesk.desktop.registerLinkHandler()).then((outcome) => setRegistered(outcome.ok))}
              >
                {t('desk.take')}
              </button>
              {registered && <span role="status">{t('desk.taken')}</span>}
            </div>
            <Switch label={t('desk.withoutAsking')} {...toggle('linksWithoutAsking', t('desk.withoutAskingHint'))} />
          </>
        )}

        <GlobalKeys settings={desktop} onChange={change} />
        <Updates channel={desktop.updateChannel} onChannel={(updateChannel) => change({ updateChannel })} />
        <FailureNote failure={failure} />
      </div>
    </>
  )
}

function Updates({
  channel,
  onChannel,
}: {
  readonly channel: DesktopSettings['updateChannel']
  readonly onChannel: (channel: 'latest' | 'beta') => void
}) {
  const { t } = useTranslation()
  const update = useApp((s) => s.desktop.update)
  const version = useApp(({ environment }) => environment.appVersion)
  const text = useUpdateText()
  const off = update.state === 'off'
  return (
    <>
      <h3>{t('desk.updates')}</h3>
      <p>
        {t('desk.version', { version })}. <span role="status">{text(update)}</span>
      </p>
      <Select
        label={t('desk.channel')}
        allowDeselect={false}
        disabled={off}
        value={channel}
        data={(['latest', 'beta'] as const).map((value) => ({ value, label: t(`desk.channelname.${value}`) }))}
        onChange={(v) => v && onChannel(v as 'latest')}
      />
      <div>
        <button
          type="button"
          className="button"
          disabled={off || ['checking', 'downloading', 'ready'].includes(update.state)}
          onClick={() => void window.dialdesk.desktop.checkForUpdate()}
        >
          {t('desk.check')}
        </button>
      </div>
    </>
  )
}

function useUpdateText(): (update: UpdateState) => string {
  const { t, i18n } = useTranslation()
  return (update) => {
    switch (update.state) {
      case 'off':
        return t(`upd.off.${update.reason}`)
      case 'idle':
        return update.checkedAt === null ? t('upd.idle') : t('upd.current', { time: clock(update.checkedAt, i18n.language) })
      case 'checking':
        return t('upd.checking')
      case 'downloading':
        return t('upd.downloading', update)
      case 'ready':
        return t('upd.ready', update)
      case 'announced':
        return t('upd.announced', update)
      case 'failed':
        return t(`upd.failed.${update.reason}`, { time: clock(update.checkedAt, i18n.language) })
      default:
        return update satisfies never
    }
  }
}
