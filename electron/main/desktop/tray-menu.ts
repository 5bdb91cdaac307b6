import type { MenuItemConstructorOptions } from 'electron'
import type { AppState } from '../../../shared/ipc.ts'
import { formatMoney } from '../../../shared/money.ts'
import { desktopStrings } from './strings.ts'

export type TrayActions = { readonly open: () => void; readonly refresh: () => void; readonly quit: () => void }

/** The tray's menu: balance with its time first, then the lines with their state in words. */
export function trayMenu(state: Pick<AppState, 'account' | 'lines'>, language: 'en' | 'de', actions: TrayActions): MenuItemConstructorOptions[] {
  const t = desktopStrings(language)
  const { session } = state.account
  const lines = state.lines.lines.map((line) => ({ label: `${line.label}: ${line.enabled ? t[line.registration.state] : t.off}`, enabled: false }))
  return [
    ...(session.state === 'signed-in'
      ? [
          { label: balanceLabel(state, language), enabled: false },
          { label: t.refresh, click: actions.refresh },
          { type: 'separator' as const },
          ...lines,
          { type: 'separator' as const },
        ]
      : [{ label: t.signedOut, enabled: false }, { type: 'separator' as const }]),
    { label: t.open, click: actions.open },
    { label: t.quit, click: actions.quit },
  ]
}

/** "Balance €18.40, 14:31": also the tray's tooltip. */
export function balanceLabel({ account }: Pick<AppState, 'account'>, language: 'en' | 'de'): string {
  const { amount, asOf } = account.balance
  const time = asOf === null ? '' : new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(asOf)
  const text = desktopStrings(language).balance.replace('{amount}', amount ? formatMoney(amount, language) : '...')
  return text.replace('{time}', time).replace(/, $/, '')
}
