import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { StatusDot, type StatusDotState } from '../../components/status-dot.tsx'
import { useApp } from '../../state/app-store.ts'
import { closeDialog, showKeys, useIsOpen } from '../../state/dialogs.ts'
import { useNavigation } from '../../state/navigation.ts'
import { shownCall } from '../../state/selectors.ts'
import css from './help-dialog.module.css'

const close = (): void => closeDialog('help')

const dotStates: readonly StatusDotState[] = ['registered', 'in-call', 'ringing', 'connecting', 'unreachable', 'refused', 'off']

/** A short page about the screen in front; where lines are shown, what their status dots mean. The guide names the states in the same words. */
export function HelpDialog() {
  return useIsOpen('help') && <Help />
}

function Help() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const section = useNavigation((n) => n.section)
  const call = useApp(shownCall)
  const inCall = screen === 'phone' && call !== null && call.state !== 'ended'
  const withStates = screen === 'phone' || (screen === 'settings' && section === 'lines')
  return (
    <Dialog
      title={t('help.title', { screen: inCall ? t('help.inCall') : t(`nav.${screen}`) })}
      onClose={close}
      safe={{ label: t('help.close'), run: close }}
      extra={{
        label: t('help.keys'),
        run: () => {
          close()
          showKeys()
        },
      }}
    >
      <p>{t(`help.text.${inCall ? 'call' : screen}`)}</p>
      {withStates && (
        <>
          <h2 className={css['help-title']}>{t('help.states')}</h2>
          <ul className={`${css['help-states']} help-line-states`}>
            {dotStates.map((state) => (
              <li key={state}>
                <StatusDot state={state} /> <span>{t(`help.line.${state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
