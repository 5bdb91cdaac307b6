import { Kbd } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../components/dialog.tsx'
import { acceleratorText } from '../../i18n/accelerator.ts'
import { useApp } from '../../state/app-store.ts'
import { closeDialog, useIsOpen } from '../../state/dialogs.ts'

/** Keys in the window, most used first. */
const everywhere = [
  ['search', 'CommandOrControl K'],
  ['number', 'CommandOrControl L'],
  ['enter', 'Enter'],
  ['line', 'Alt 1-9'],
  ['clipboard', 'CommandOrControl Shift V'],
  ['callback', 'CommandOrControl Shift Enter'],
  ['end', 'CommandOrControl E'],
  ['dnd', 'CommandOrControl Shift D'],
  ['balance', 'CommandOrControl B'],
  ['screens', 'CommandOrControl 1-9'],
  ['settings', 'CommandOrControl ,'],
  ['panes', 'F6'],
  ['rows', '↑ ↓'],
  ['undo', 'CommandOrControl Z'],
  ['help', '?'],
] as const
const inCall = [
  ['mute', 'M'],
  ['hold', 'H'],
  ['transfer', 'T'],
  ['add', 'A'],
  ['tones', '0-9 * #'],
] as const

const close = (): void => closeDialog('keys')

/** The list of shortcuts, opened by `?` and from the menu. */
export function KeysDialog() {
  return useIsOpen('keys') && <Keys />
}

function Keys() {
  const { t } = useTranslation()
  const mac = useApp(({ environment }) => environment.platform === 'darwin')
  const global = useApp((s) => s.desktop.keys).filter(({ state }) => state === 'on')
  const single = useApp((s) => s.settings.desktop.singleKeys)
  const rows = (list: readonly (readonly [string, string])[]) =>
    list.map(([what, keys]) => (
      <li key={what}>
        <span>{t(`keys.what.${what}`)}</span>
        <Kbd>{acceleratorText(t, keys, mac)}</Kbd>
      </li>
    ))
  return (
    <Dialog title={t('keys.title')} onClose={close} safe={{ label: t('keys.close'), run: close }}>
      <h2>{t('keys.everywhere')}</h2>
      <ul className="key-list">{rows(everywhere)}</ul>
      {single && (
        <>
          <h2>{t('keys.inCall')}</h2>
          <ul className="key-list">{rows(inCall)}</ul>
        </>
      )}
      {global.length > 0 && (
        <>
          <h2>{t('keys.allPrograms')}</h2>
          <ul className="key-list">
            {global.map(({ id, keys }) => (
              <li key={id}>
                <span>{t(`desk.key.${id}`)}</span>
                <Kbd>{acceleratorText(t, keys, mac)}</Kbd>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="side-note">{t('keys.hint')}</p>
    </Dialog>
  )
}
