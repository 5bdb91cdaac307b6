import { IconMoon, IconMoonFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type DoNotDisturbChoice as Choice, doNotDisturbChoices as choices, doNotDisturbEnd } from '../../../shared/domain/do-not-disturb.ts'
import { timeAndDay } from '../../../shared/domain/time-text.ts'
import { useApp } from '../state/app-store.ts'
import { MenuButton } from './menu-button.tsx'

const set = (choice: Choice | 'off'): void =>
  void window.dialdesk.settings.change({ calls: { doNotDisturb: choice === 'off' ? null : { until: doNotDisturbEnd(choice, Date.now()) } } })

/** The state as text: until when, or until it is switched off. Null while it is off. */
export function useDoNotDisturbText(): string | null {
  const { t, i18n } = useTranslation()
  const dnd = useApp((s) => s.settings.calls.doNotDisturb)
  if (!dnd) return null
  return dnd.until === null ? t('dnd.untilOff') : t('dnd.until', { time: timeAndDay(dnd.until, Date.now(), i18n.language) })
}

/** The do-not-disturb button in the header. */
export function DoNotDisturbMenu() {
  const { t } = useTranslation()
  const text = useDoNotDisturbText()
  return (
    <MenuButton
      width={240}
      label={text ?? t('dnd.title')}
      aria-pressed={text !== null}
      menu={(Menu) => (
        <>
          <Menu.Label>{t('dnd.title')}</Menu.Label>
          {choices.map((choice) => (
            <Menu.Item key={choice} onClick={() => set(choice)}>
              {t(`dnd.for.${choice}`)}
            </Menu.Item>
          ))}
          {text && <Menu.Item onClick={() => set('off')}>{t('dnd.off')}</Menu.Item>}
        </>
      )}
    >
      {text ? <IconMoonFilled size={18} aria-hidden /> : <IconMoon size={18} stroke={1.75} aria-hidden />}
    </MenuButton>
  )
}

/** The same as buttons, for the settings. */
export function DoNotDisturbChoice() {
  const { t } = useTranslation()
  const text = useDoNotDisturbText()
  return (
    <div className="row">
      {text && <b className="grow">{text}</b>}
      {text ? (
        <button type="button" className="button" onClick={() => set('off')}>
          {t('dnd.off')}
        </button>
      ) : (
        choices.map((choice) => (
          <button key={choice} type="button" className="button small" onClick={() => set(choice)}>
            {t(`dnd.for.${choice}`)}
          </button>
        ))
      )}
    </div>
  )
}
