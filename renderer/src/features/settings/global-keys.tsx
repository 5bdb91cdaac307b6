import { Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DesktopSettings, type GlobalKey, globalKeys } from '../../../../shared/domain/desktop.ts'
import { acceleratorText, pressedKeys } from '../../i18n/accelerator.ts'
import { useApp } from '../../state/app-store.ts'
import { showKeys } from '../../state/dialogs.ts'

type Props = { readonly settings: DesktopSettings; readonly onChange: (part: Partial<DesktopSettings>) => void }

/** Global shortcuts: off by default, each with its registration state, changed by pressing the new keys. */
export function GlobalKeys({ settings, onChange }: Props) {
  const { t } = useTranslation()
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const state = useApp((s) => s.desktop.keys)
  const [listening, setListening] = useState<GlobalKey | null>(null)
  const [bad, setBad] = useState(false)
  const set = (id: GlobalKey, keys: string | null): void => {
    const { [id]: _old, ...others } = settings.keys
    onChange({ keys: keys === null ? others : { ...others, [id]: keys } })
    setListening(null)
    setBad(false)
  }
  return (
    <>
      <h3>{t('desk.keys')}</h3>
      <Switch label={t('desk.singleKeys')} checked={settings.singleKeys} onChange={(e) => onChange({ singleKeys: e.currentTarget.checked })} />
      <Switch label={t('desk.globalKeys')} checked={settings.globalKeys} onChange={(e) => onChange({ globalKeys: e.currentTarget.checked })} />
      {settings.globalKeys && (
        <ul className="key-list">
          {state.map(({ id, keys, state: is }) => (
            <li key={id}>
              <span className="grow">
                <b>{t(`desk.key.${id}`)}</b>
                <br />
                <small className={is === 'taken' ? 'key-taken' : ''}>
                  {keys ? `${acceleratorText(t, keys, mac)}, ${t(`desk.keystate.${is}`)}` : t('desk.keyNone')}
                </small>
              </span>
              <button
                type="button"
                className="button small"
                aria-label={`${t('desk.keyChange')}: ${t(`desk.key.${id}`)}`}
                aria-pressed={listening === id}
                onClick={() => setListening(listening === id ? null : id)}
                onBlur={() => setListening(null)}
                onKeyDown={(e) => {
                  if (listening !== id) return
                  // Tab leaves the field, Escape keeps the keys
                  if (e.key === 'Tab') return
                  e.preventDefault()
                  e.stopPropagation()
                  if (e.key === 'Escape') return setListening(null)
                  const pressed = pressedKeys(e.nativeEvent, mac)
                  if (pressed === '') setBad(true)
                  else if (pressed) set(id, pressed)
                }}
              >
                {t('desk.keyChange')}
              </button>
              {settings.keys[id] !== undefined ? (
                <button
                  type="button"
                  className="text-button"
                  aria-label={`${t('desk.keyReset')}: ${t(`desk.key.${id}`)}, ${acceleratorText(t, globalKeys[id], mac)}`}
                  onClick={() => set(id, null)}
                >
                  {t('desk.keyReset')}
                </button>
              ) : (
                <button type="button" className="text-button" aria-label={`${t('desk.keyNone')}: ${t(`desk.key.${id}`)}`} onClick={() => set(id, '')}>
                  {t('desk.keyNone')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {listening && <p role="status">{bad ? t('desk.keyBad', { ctrl: t(mac ? 'keys.name.cmd' : 'keys.name.ctrl') }) : t('desk.keyPress')}</p>}
      <div>
        <button type="button" className="text-button" onClick={showKeys}>
          {t('desk.allKeys')}
        </button>
      </div>
    </>
  )
}
