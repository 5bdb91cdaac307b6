import { useTranslation } from 'react-i18next'
import { useApp } from '../../state/app-store.ts'
import css from './first-run.module.css'

const states = ['registered', 'connecting', 'signed-out', 'missed', 'in-call', 'ringing', 'do-not-disturb'] as const
const pictures = import.meta.glob<string>('../../../../resources/tray/*-{light,dark}@2x.png', { eager: true, import: 'default', query: '?inline' })
const picture = (state: string, bar: 'light' | 'dark'): string => pictures[`../../../../resources/tray/${state}-${bar}@2x.png`] ?? ''

/** What the icon in the tray shows: the same pictures as there. */
export function TrayStep() {
  const { t } = useTranslation()
  const tray = useApp((s) => s.desktop.tray)
  return (
    <>
      {!tray && <p className="note">{t('desk.noTray')}</p>}
      <ul className={css['first-tray']} aria-label={t('first.trayStates')}>
        {states.map((state) => (
          <li key={state}>
            <img src={picture(state, 'light')} alt="" width={24} height={24} data-bar="light" />
            <img src={picture(state, 'dark')} alt="" width={24} height={24} data-bar="dark" />
            <span>{t(`first.trayState.${state}`)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
