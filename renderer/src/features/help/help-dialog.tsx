import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { useApp } from '../../state/app-store.ts'
import { useNavigation } from '../../state/navigation.ts'
import { shownCall } from '../../state/selectors.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Lamp, type LampState } from '../../ui/lamp.tsx'
import { showKeys } from './keys-dialog.tsx'

const useHelp = create<{ readonly open: boolean }>(() => ({ open: false }))
export const showHelp = (): void => useHelp.setState({ open: true })
const close = (): void => useHelp.setState({ open: false })

const lamps: readonly LampState[] = ['registered', 'in-call', 'ringing', 'connecting', 'unreachable', 'refused', 'off']

/** A short page about the screen in front; where lines are shown, what their lamps mean. The user guide is made of the same texts. */
export function HelpDialog() {
  const open = useHelp((s) => s.open)
  return open && <Help />
}

function Help() {
  const { t } = useTranslation()
  const screen = useNavigation((n) => n.screen)
  const section = useNavigation((n) => n.section)
  const call = useApp(shownCall)
  const inCall = screen === 'phone' && call !== null && call.state !== 'ended'
  const withLamps = screen === 'phone' || (screen === 'settings' && section === 'lines')
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
      {withLamps && (
        <>
          <h2 className="help-title">{t('help.states')}</h2>
          <ul className="help-lamps">
            {lamps.map((state) => (
              <li key={state}>
                <Lamp state={state} /> <span>{t(`help.lamp.${state}`)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
